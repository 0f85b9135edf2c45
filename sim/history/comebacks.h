// Elements that are shown although they were removed (shared checkers.md, 5.1): every addition of
// the element that the replica holds has a removal, held there or earlier, that happened after it.
// Worked out from a closed history; looks in the order of time cost about as much as what came to
// the replica since the newest addition.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "sim/history/elements.h"
#include "sim/history/happened_before.h"
#include "sim/history/history.h"

namespace faultline::sim {

struct Comeback {
  KeyIndex key = 0;
  LocalReplica replica = 0;
  Element element;
  Position at = 0;
  // The last of the element that came there, of those that changed something there if there are
  // any.
  EffectIndex addition = 0;
  EffectIndex removal = 0;  // that happened after it
};

class Comebacks {
 public:
  explicit Comebacks(const History& history) : history_(history), keys_(history.keys().size()) {}
  // Of an element that the replica shows to whoever looks at that position; none: it may.
  [[nodiscard]] std::optional<Comeback> look(KeyIndex key, LocalReplica replica,
                                             const Element& element, Position at);
  // Of this key nothing is asked for some time: what was worked out for it goes.
  void put_away(KeyIndex key) { keys_[key].reset(); }
  // An addition of the element that the replica held then, and none of the removals that it had had
  // seen where they ran; none: each was seen by one.
  [[nodiscard]] std::optional<EffectIndex> unseen_addition(const Comeback& comeback);

 private:
  [[nodiscard]] bool happened_before(EffectIndex earlier, EffectIndex later);
  struct At {
    Position from = 0;
    Position to = 0;
    EffectIndex effect = 0;
  };
  using List = std::vector<At>;  // in the order in which they came
  struct OfElement {
    List additions;
    List removals;  // by name
    // What was found last. An addition without a removal after it, and how many removals had come;
    // or that there was none, and how many additions had come.
    std::optional<EffectIndex> stands;
    std::size_t removals_then = 0;
    std::optional<Comeback> comeback;
    std::size_t additions_then = 0;
  };
  // What came to one replica of a key.
  struct Traces {
    std::vector<OfElement> elements;  // by number
    List deletions;                   // of the whole key
    List replacements;                // of all that they do not put there themselves
  };
  using Number = std::uint32_t;  // of an element of the key
  // What an effect puts and takes.
  struct Deeds {
    std::vector<Number> puts;
    std::vector<Number> takes;  // by name
    bool takes_all = false;
  };
  struct OfKey {
    bool loses_elements = false;  // something takes some
    std::map<Element, Number> numbers;
    std::vector<Deeds> deeds;                     // by effect of the key, as at their homes
    std::vector<std::optional<Traces>> replicas;  // as they are asked for
  };

  [[nodiscard]] OfKey& of_key(KeyIndex key);
  [[nodiscard]] bool loses_elements(const KeyEntry& key) const;
  [[nodiscard]] Deeds deeds_of(EffectIndex effect, std::optional<LocalReplica> replica,
                               std::map<Element, Number>& numbers) const;
  [[nodiscard]] Traces& traces_of(OfKey& of_key, KeyIndex key, LocalReplica replica);
  [[nodiscard]] Position begin_of(EffectIndex effect) const;
  [[nodiscard]] std::optional<EffectIndex> last_after(EffectIndex addition, const List& removals,
                                                      Position at);
  [[nodiscard]] std::optional<EffectIndex> removal_after(EffectIndex addition, const Traces& traces,
                                                         const OfElement& lists, bool is_key,
                                                         Position at);

  const History& history_;
  std::optional<HappenedBefore> happened_before_;
  std::vector<std::unique_ptr<OfKey>> keys_;  // as they are asked for
};

}  // namespace faultline::sim
