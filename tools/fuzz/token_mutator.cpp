// Mutates JSON by tokens: libFuzzer's own byte mutations rarely turn one well-formed frame into another one.
#include <cctype>
#include <cstdint>
#include <cstring>
#include <random>
#include <string>
#include <vector>

extern "C" size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);

namespace {

/// Values at the edges of what fields accept.
const char *const kValues[] = {
    "\"\"", "\"0\"", "\"0.0\"", "\"-1\"", "\"1e3\"", "\"1E-2\"", "\".5\"", "\"5.\"", "\"00\"", "\"01.5\"", "\"0.10\"",
    "\"12345678.12345678\"", "\"123456789.1\"", "\"1.123456789\"", "\"999999999999999999\"", "\"1000000000000000000\"",
    "\"0.00000001\"", "\"12.3\"", "\"123.45600000\"", "\"9223372036854775808\"", "0", "1", "2", "-1", "1.5", "1e3",
    "00", "12345678", "123456789", "1234567890123456", "12345678901234567", "123456789012345678", "1234567890123456789",
    "18446744073709551615", "18446744073709551616", "1723161256313", "1723161256313000", "0946684800001",
    "946684800000", "946684799999", "4102444800000", "4102444799999", "true", "false", "null", "[]", "{}", "[[]]",
    "[[\"1\",\"2\"]]", "[[\"1\",\"2\",\"3\"]]", "\"MARKET\"", "\"RPI\"", "\"ETHUSDT\"", "\"DOGEUSDT\"", "\"NEXOUSDT\"",
    "\"1000PEPEUSDT\"", "\"btcusdt@depth5\"", "\"btcusdt@rpiDepth@500ms\"", "\"\\u0065\"", "\"\xc3\xa9\"", "\"\xff\"",
    "\"12345678901234567890123456789012\"", "\"123456789012345678901234567890123\"", " ", "\n", ",", "]", "}"};

/// Strings, words and numbers, and everything else character by character.
std::vector<std::string> split(const std::string &text) {
  const auto isWord = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '.'; };
  std::vector<std::string> tokens;
  for (size_t start = 0; start < text.size();) {
    size_t end = start + 1;
    if (text[start] == '"') {
      const size_t quote = text.find('"', end);
      end = quote == std::string::npos ? text.size() : quote + 1;
    } else if (isWord(text[start])) {
      while (end < text.size() && isWord(text[end])) ++end;
    }
    tokens.push_back(text.substr(start, end - start));
    start = end;
  }
  return tokens;
}

void mutate(std::vector<std::string> &tokens, std::minstd_rand &random) {
  const size_t at = random() % tokens.size();
  const size_t other = random() % tokens.size();
  switch (random() % 6) {
    case 0: tokens.erase(tokens.begin() + static_cast<long>(at)); break;
    case 1: tokens.insert(tokens.begin() + static_cast<long>(at), std::string(tokens[other])); break;
    case 2: std::swap(tokens[at], tokens[other]); break;
    default: tokens[at] = kValues[random() % (sizeof kValues / sizeof *kValues)];
  }
}

}  // namespace

extern "C" size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed) {
  std::minstd_rand random(seed);
  if (size < 2 || random() % 2 == 0) return LLVMFuzzerMutate(data, size, max_size);
  // The first byte is the venue.
  std::vector<std::string> tokens = split(std::string(reinterpret_cast<const char *>(data + 1), size - 1));
  for (size_t i = 0; i <= random() % 3 && !tokens.empty(); ++i) mutate(tokens, random);
  size_t length = 1;
  for (const std::string &token : tokens) {
    if (length + token.size() > max_size) break;
    std::memcpy(data + length, token.data(), token.size());
    length += token.size();
  }
  return length;
}
