// The token ring of one rack. Each rack holds the whole data set and is a ring of its own; a node
// owns the hashes from behind the previous token up to its own. Source: shared dynomite/facts.md 2.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace faultline::engine::dynomite {

using Token = std::uint32_t;

class Ring {
 public:
  // tokens[i] belongs to the rack's node i; at least one.
  explicit Ring(const std::vector<Token>& tokens);
  // The position in its rack of the node with the first token >= hash, else of the lowest token.
  [[nodiscard]] std::size_t owner(Token hash) const;

 private:
  std::vector<std::pair<Token, std::size_t>> sorted_;
};

// Tokens that give each of `nodes` nodes an equal part of the hashes, node 0 the lowest.
[[nodiscard]] std::vector<Token> even_tokens(std::size_t nodes);

// "hash_tag": only what stands between the first `open` and the next `close` decides the place.
struct HashTag {
  char open = '{';
  char close = '}';
};
// The whole key where there is no tag in it, or an empty one.
[[nodiscard]] std::string_view hashed_part(std::string_view key, const std::optional<HashTag>& tag);

}  // namespace faultline::engine::dynomite
