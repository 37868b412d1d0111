#include "signing.h"

#include <sodium.h>
#include <fcntl.h>
#include <unistd.h>

#include <vector>

#include "common.h"

using yardstick::Json;

namespace {

std::string hex_of(const unsigned char* bytes, std::size_t size) {
  std::vector<char> hex(2 * size + 1);
  sodium_bin2hex(hex.data(), hex.size(), bytes, size);
  return hex.data();
}

/// The bytes of a hex text that is known to be one.
std::vector<unsigned char> bytes_of(const std::string& hex) {
  std::vector<unsigned char> bytes(hex.size() / 2);
  sodium_hex2bin(bytes.data(), bytes.size(), hex.data(), hex.size(), nullptr, nullptr, nullptr);
  return bytes;
}

struct Pair {
  unsigned char open[crypto_sign_PUBLICKEYBYTES], secret[crypto_sign_SECRETKEYBYTES];
  explicit Pair(const std::string& seed) { crypto_sign_seed_keypair(open, secret, bytes_of(seed).data()); }
  ~Pair() { sodium_memzero(secret, sizeof secret); }
  Pair(const Pair&) = delete;
  Pair& operator=(const Pair&) = delete;
  std::string key() const { return hex_of(open, sizeof open); }
};

}  // namespace

bool is_hex(const std::string& text, std::size_t bytes) {
  return text.size() == 2 * bytes && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

SigningKey make_key(const std::string& path) {
  unsigned char seed[crypto_sign_SEEDBYTES];
  randombytes_buf(seed, sizeof seed);
  SigningKey key;
  key.seed = hex_of(seed, sizeof seed);
  key.key = Pair(key.seed).key();
  const std::string text = "{\"format\": \"yardstick-key/1\", \"key\": \"" + key.key + "\", \"seed\": \"" + key.seed + "\"}\n";
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL, 0600);
  if (file < 0) throw Failure{wrong_call, "cannot make " + path + "; a key that is there is never written over"};
  const bool whole = write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  if (close(file) != 0 || !whole) throw Failure{wrong_call, "cannot write " + path};
  return key;
}

SigningKey read_key(const std::string& path) {
  const auto document = yardstick::read_document(read_file(path), "key");
  const auto text = [&](const char* name) -> std::string {
    const Json* member = document.value ? document.value->root.find(name) : nullptr;
    return member && member->is(Json::Kind::string) ? member->text : "";
  };
  SigningKey key{text("key"), text("seed")};
  if (text("format") != "yardstick-key/1" || !is_hex(key.key, crypto_sign_PUBLICKEYBYTES) || !is_hex(key.seed, crypto_sign_SEEDBYTES))
    throw Failure{wrong_call, path + " is no key file; yardstick key new makes one"};
  if (Pair(key.seed).key() != key.key) throw Failure{wrong_call, path + ": the public key in it does not belong to its seed"};
  return key;
}

std::string signature_of(const SigningKey& key, const std::string& message) {
  const Pair pair(key.seed);
  unsigned char signature[crypto_sign_BYTES];
  crypto_sign_detached(signature, nullptr, reinterpret_cast<const unsigned char*>(message.data()), message.size(), pair.secret);
  return hex_of(signature, sizeof signature);
}

bool is_signed_by(const std::string& public_key, const std::string& signature, const std::string& message) {
  if (!is_hex(public_key, crypto_sign_PUBLICKEYBYTES) || !is_hex(signature, crypto_sign_BYTES)) return false;
  return crypto_sign_verify_detached(bytes_of(signature).data(), reinterpret_cast<const unsigned char*>(message.data()), message.size(), bytes_of(public_key).data()) == 0;
}
