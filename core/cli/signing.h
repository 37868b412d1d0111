// Ed25519 signatures (RFC 8032) of published boards, by libsodium.
#pragma once

#include <string>

/// A key file: {"format": "yardstick-key/1", "key": the public key, "seed": what signs; both in hex}.
struct SigningKey {
  std::string key, seed;
};

/// A new one, written so that nobody else can read it; fails where there is a file already.
SigningKey make_key(const std::string& path);
SigningKey read_key(const std::string& path);
/// The signature in hex.
std::string signature_of(const SigningKey& key, const std::string& message);
bool is_signed_by(const std::string& public_key, const std::string& signature, const std::string& message);
/// Whether a text is so many bytes in lower-case hex.
bool is_hex(const std::string& text, std::size_t bytes);
