internal import CPrefetch

/// Brings memory near that will be written a few steps later. The only Swift file that knows CPrefetch.
@inline(__always)
func prefetchForWrite(_ address: UnsafeMutablePointer<Int64>) { unsafe tw_prefetch_for_write(address) }
