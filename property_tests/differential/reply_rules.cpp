#include "property_tests/differential/reply_rules.h"

#include <algorithm>
#include <set>

#include "property_tests/differential/printing.h"

namespace faultline::differential {

using engine::Bytes;
using engine::Reply;
using List = std::vector<Reply>;

std::vector<std::string> sorted_groups(const List& list, std::size_t group) {
  std::vector<std::string> groups;
  for (std::size_t i = 0; i < list.size(); i += group) {
    std::string text;
    for (std::size_t k = i; k < std::min(i + group, list.size()); ++k)
      text += (k > i ? " " : "") + readable(list[k]);
    groups.push_back(std::move(text));
  }
  std::sort(groups.begin(), groups.end());
  return groups;
}

bool equal_unordered(const Reply& a, const Reply& b, std::size_t group) {
  const auto* left = std::get_if<List>(&a.value);
  const auto* right = std::get_if<List>(&b.value);
  if (left == nullptr || right == nullptr) return a == b;
  return left->size() == right->size() &&
         sorted_groups(*left, group) == sorted_groups(*right, group);
}

std::vector<Bytes> chosen(const Reply& reply, const Choice& choice) {
  std::vector<Bytes> elements;
  if (const auto* one = std::get_if<Bytes>(&reply.value)) elements.push_back(*one);
  if (const auto* list = std::get_if<List>(&reply.value))
    for (std::size_t i = 0; i < list->size(); i += choice.with_values ? 2 : 1)
      if (const auto* element = std::get_if<Bytes>(&(*list)[i].value)) elements.push_back(*element);
  return elements;
}

std::optional<std::string> implausible(const Reply& reply, const Population& population,
                                       const Choice& choice) {
  const std::vector<Bytes> elements = chosen(reply, choice);
  for (std::size_t i = 0; i < elements.size(); ++i) {
    const auto found = population.find(elements[i]);
    if (found == population.end())
      return "chose \"" + escaped(elements[i].view()) + "\", which is not there";
    const auto* list = std::get_if<List>(&reply.value);
    if (choice.with_values && list != nullptr &&
        (2 * i + 1 >= list->size() || (*list)[2 * i + 1] != engine::bulk_reply(found->second)))
      return "gave \"" + escaped(elements[i].view()) + "\" another value than \"" +
             escaped(found->second.view()) + "\"";
  }
  if (choice.distinct && std::set(elements.begin(), elements.end()).size() != elements.size())
    return "chose an element twice";
  return std::nullopt;
}

bool same_shape(const Reply& a, const Reply& b) {
  if (a.value.index() != b.value.index()) return false;
  if (std::holds_alternative<Bytes>(a.value)) return true;
  const auto* left = std::get_if<List>(&a.value);
  return left == nullptr ? a == b : left->size() == std::get<List>(b.value).size();
}

}  // namespace faultline::differential
