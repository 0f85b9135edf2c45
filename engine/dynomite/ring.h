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

// Of each node of a rack, in their order.
using NodeTokens = std::vector<std::vector<Token>>;

class Ring {
 public:
  // At least one node, each with at least one token.
  explicit Ring(const NodeTokens& tokens);
  // The position in its rack of the node with the first token >= hash, else of the lowest token.
  [[nodiscard]] std::size_t owner(Token hash) const;

 private:
  std::vector<std::pair<Token, std::size_t>> sorted_;
};

// Tokens that give each of `nodes` nodes equal parts of the hashes, as many as it has tokens, in
// turn: node 0 the lowest.
[[nodiscard]] NodeTokens even_tokens(std::size_t nodes, std::size_t tokens_a_node = 1);

// "hash_tag": only what stands between the first `open` and the next `close` decides the place.
struct HashTag {
  char open = '{';
  char close = '}';
};
// The whole key where there is no tag in it; nothing where the tag is empty.
[[nodiscard]] std::string_view hashed_part(std::string_view key, const std::optional<HashTag>& tag);

}  // namespace faultline::engine::dynomite
