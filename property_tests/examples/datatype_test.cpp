// How to add a data type, as a program: "highest", the greatest number that anybody reported. In
// the product it would be a folder engine/datatypes/highest/ with plain.h, replicated.h, the type
// and specification.cpp, and its name in registry.h; its commands a family in engine/commands/. The
// harness of property_tests/conflict_free_test.cpp would then run over it by itself; here stands a
// small one of the same kind.
#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "engine/base/prng.h"
#include "engine/datatypes/arrival.h"
#include "engine/datatypes/dot_map.h"
#include "engine/datatypes/nature.h"

namespace faultline::engine {
namespace {

// A change: what replicas exchange. It says by its nature what it takes of what its origin had
// seen.
struct Report {
  std::int64_t number = 0;
  static constexpr Nature kNature = Nature::kAddition;  // takes nothing: reports add up
};

// The sequential meaning, as one Redis has it.
class PlainHighest {
 public:
  void apply(const Report& report) {
    highest_ = std::max(highest_.value_or(report.number), report.number);
  }
  friend bool operator==(const PlainHighest&, const PlainHighest&) = default;

 private:
  std::optional<std::int64_t> highest_;
};

// The conflict-free meaning: the reports that no DEL had seen. `apply` must be right before what an
// effect had seen has arrived (arrival.h), and merge() when both sides know different parts.
class ReplicatedHighest {
 public:
  void apply(const Report& report, const Arrival& arrival) {
    if (!arrival.annihilated) reports_.put(arrival.stamp.dot, report.number);
  }
  // A DEL of the key: what its origin had seen is gone.
  void forget(const VersionVector& observed) { reports_.forget(observed); }
  using Seen = VersionVector;
  void merge(const ReplicatedHighest& other, const Seen& mine, const Seen& theirs) {
    reports_.merge(other.reports_, mine, theirs);
  }
  [[nodiscard]] PlainHighest plain() const {
    PlainHighest plain;
    for (const auto& [dot, number] : reports_.entries()) plain.apply(Report{number});
    return plain;
  }
  [[nodiscard]] Hash128 digest() const { return reports_.summary().digest; }

 private:
  DotMap<std::int64_t> reports_;
};

// ---- a small harness: members that report and delete, and hear of each other late

struct Stamped {
  Dot dot;
  std::optional<Report> report;  // none: DEL
  VersionVector observed;        // what its origin had applied
};

// The specification, a pure function: a report counts unless some DEL had seen it.
PlainHighest specified(const std::vector<Stamped>& effects) {
  PlainHighest shown;
  for (const Stamped& effect : effects) {
    const bool deleted = std::any_of(effects.begin(), effects.end(), [&](const Stamped& other) {
      return !other.report && other.observed.covers(effect.dot);
    });
    if (effect.report && !deleted) shown.apply(*effect.report);
  }
  return shown;
}

struct Member {
  ReplicatedHighest state;
  VersionVector context;  // what it has applied
  VersionVector deleted;  // what DELs had seen: the key space keeps that for every type
  void take(const Stamped& effect) {
    const Arrival arrival{{effect.dot, {}}, context, effect.observed, deleted.covers(effect.dot)};
    if (effect.report) state.apply(*effect.report, arrival);
    if (!effect.report) state.forget(effect.observed);
    if (!effect.report) deleted.join(effect.observed);
    context.raise(effect.dot);
  }
};

constexpr std::uint32_t kMembers = 3;

// Each step a member acts, or hears the next effect of another one: in order per source.
struct Drawn {
  Drawn() {
    for (int step = 0; step < 150; ++step) draw_step();
  }
  void deliver_all() {
    for (const Stamped& effect : effects)
      for (Member& member : members)
        if (!member.context.covers(effect.dot)) member.take(effect);
  }
  void draw_step() {
    const MemberId id(static_cast<std::uint32_t>(random.below(kMembers)));
    Member& at = members[id.value()];
    if (const std::uint64_t what = random.below(10); what < 3) {
      const std::optional<Report> report = Report{random.between(-9, 9)};
      effects.push_back(
          {{{id, {}}, at.context.of({id, {}}) + 1}, what == 0 ? std::nullopt : report, at.context});
      return at.take(effects.back());
    }
    const Source other{MemberId(static_cast<std::uint32_t>(random.below(kMembers))), {}};
    for (const Stamped& effect : effects)
      if (effect.dot == Dot{other, at.context.of(other) + 1}) return at.take(effect);
  }
  Prng random{*rc::gen::arbitrary<std::uint64_t>()};
  std::vector<Member> members = std::vector<Member>(kMembers);
  std::vector<Stamped> effects;
};

TEST_CASE("the highest number: members that heard everything show what is specified") {
  CHECK(rc::check([] {
    Drawn drawn;
    drawn.deliver_all();
    for (const Member& member : drawn.members) {
      RC_ASSERT(member.state.plain() == specified(drawn.effects));
      RC_ASSERT(member.state.digest() == drawn.members.front().state.digest());
    }
  }));
}

TEST_CASE("the highest number: merging two members is hearing what either had heard") {
  CHECK(rc::check([] {
    Drawn drawn;
    Member& one = drawn.members[0];
    const Member& other = drawn.members[1];
    std::vector<Stamped> heard;
    for (const Stamped& effect : drawn.effects)
      if (one.context.covers(effect.dot) || other.context.covers(effect.dot))
        heard.push_back(effect);
    one.state.merge(other.state, one.context, other.context);
    RC_ASSERT(one.state.plain() == specified(heard));
  }));
}

}  // namespace
}  // namespace faultline::engine
