#include "engine/dynomite/ring.h"

#include <algorithm>

#include "engine/base/assert.h"

namespace faultline::engine::dynomite {

Ring::Ring(const NodeTokens& tokens) {
  FL_ASSERT(!tokens.empty(), "a rack has at least one node");
  for (std::size_t node = 0; node < tokens.size(); ++node) {
    FL_ASSERT(!tokens[node].empty(), "a node has at least one token");
    for (const Token token : tokens[node]) sorted_.emplace_back(token, node);
  }
  std::sort(sorted_.begin(), sorted_.end());
}

std::size_t Ring::owner(Token hash) const {
  const auto found =
      std::lower_bound(sorted_.begin(), sorted_.end(), std::pair(hash, std::size_t{0}));
  return found == sorted_.end() ? sorted_.front().second : found->second;
}

NodeTokens even_tokens(std::size_t nodes, std::size_t tokens_a_node) {
  NodeTokens tokens(nodes);
  const std::uint64_t parts = nodes * tokens_a_node;
  for (std::uint64_t part = 1; part <= parts; ++part)
    tokens[(part - 1) % nodes].push_back(
        static_cast<Token>((std::uint64_t{1} << 32) * part / parts - 1));
  return tokens;
}

std::string_view hashed_part(std::string_view key, const std::optional<HashTag>& tag) {
  if (!tag) return key;
  const std::size_t open = key.find(tag->open);
  if (open == std::string_view::npos) return key;
  const std::size_t close = key.find(tag->close, open + 1);
  if (close == std::string_view::npos) return key;
  return key.substr(open + 1, close - open - 1);
}

}  // namespace faultline::engine::dynomite
