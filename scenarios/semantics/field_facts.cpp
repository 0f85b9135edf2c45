#include "scenarios/semantics/field_facts.h"

namespace faultline::scenarios {
namespace {

constexpr std::string_view kJepsenRiak =
    "Jepsen, Riak (2013), as summed up in Jepsen, Cassandra (2013)";
constexpr std::string_view kDerived = "derived: writes of two sides are Poisson processes";
constexpr std::string_view kPlain = "shared dynomite/facts.md 10, A-wan40-plain";
constexpr std::string_view kStamped = "shared dynomite/facts.md 10, B-wan40-ts";
constexpr std::string_view kNone = "none";

constexpr FieldFact kFieldFacts[] = {
    {{"dynomite", "two SETs of one key within a link's delay differ for ever", kPlain,
      "{differing_keys} keys of a script differ for ever, over 35 ms", "same-key-race"},
     "40 of 40 up to 42 ms apart, 0 of 40 at 60 ms, over 40 ms",
     "another link; `./dev race-window` runs the 40 ms and gives the same figures"},
    {{"dynomite", "with stamps, SETs of one millisecond differ for ever", kStamped,
      "{differing_keys} of 10 keys, written in the same instant", "equal-stamps-differ-for-ever"},
     "24 of 40, 1 of 40 when 1 ms apart",
     "clients of a real cluster do not start in one instant: some pairs had two stamps"},
    {{"dynomite", "DEL at 5 s, DEL at 10 s, a late SET of 7 s: the key is back",
      "shared dynomite/facts.md 7",
      "{differing_keys} key differs: the SET of 7 s stays in one "
      "data center",
      "removal-not-raised"},
     "a DEL on a tombstone does not raise its stamp (read from the code)",
     kNone},
    {{"dynomite", "deleted data comes back when tombstones go before all replicas have them",
      "Cassandra's and ScyllaDB's documents on gc_grace_seconds",
      "{differing_keys} key differs: the older write stays where the tombstone had gone",
      "tombstone-forgotten-too-early"},
     "after gc_grace_seconds, 10 days by default",
     "Dynomite waits for no period: the tombstone goes with the last answer of its own data "
     "center"},
    {{"last_write_wins", "one set, many writers, a cut: additions disappear", kJepsenRiak,
      "{lost} of {updates} additions and steps of a counter lost", "field/one-set-last-write-wins"},
     "30 to 70 % of acknowledged writes",
     "Riak's clients read, added and wrote back, and so lost also what others had added in "
     "between; "
     "here a replica adds"},
    {{"last_write_wins", "clocks that are right", kDerived,
      "{lost} of {updates} writes lost, {lost_inverted} to a clock", "field/clocks-apart-0s"},
     "0 to clocks",
     "writes that cross on the link are lost whatever the clocks say"},
    {{"last_write_wins", "clocks 100 ms apart", kDerived,
      "{lost} of {updates} writes lost, {lost_inverted} to a clock", "field/clocks-apart-100ms"},
     "(1 - e^(-0.058)) / 2 = 2.8 %",
     "and what crosses on the link"},
    {{"last_write_wins", "clocks 1 s apart", kDerived,
      "{lost} of {updates} writes lost, {lost_inverted} to a clock", "field/clocks-apart-1s"},
     "(1 - e^(-0.58)) / 2 = 22 %",
     "and what crosses on the link"},
    {{"last_write_wins", "clocks 10 s apart", kDerived,
      "{lost} of {updates} writes lost, {lost_inverted} to a clock", "field/clocks-apart-10s"},
     "(1 - e^(-5.8)) / 2 = 50 %",
     "some keys are not written for 10 s, and then nothing is lost"},
    {{"last_write_wins", "a cut of 1 s in 60 s", kDerived, "{lost} of {updates} changes lost",
      "field/cut-of-1s"},
     "half of what both sides change meanwhile: 0.8 % of what changes a set",
     "what crosses on the link is lost on a healthy network too, 2 %"},
    {{"last_write_wins", "a cut of 5 s in 60 s", kDerived, "{lost} of {updates} changes lost",
      "field/cut-of-5s"},
     "half of what both sides change meanwhile: 4 %",
     "commands that change nothing count as updates and cannot be lost"},
    {{"last_write_wins", "a cut of 20 s in 60 s", kDerived, "{lost} of {updates} changes lost",
      "field/cut-of-20s"},
     "half of what both sides change meanwhile: 17 %",
     "commands that change nothing count as updates and cannot be lost"},
    {{"last_write_wins", "4 commands a second on 20 keys, no fault", kDerived,
      "{lost} of {updates} changes lost", "field/rate-of-4-a-second"},
     "1 - e^(-2 * 40 ms * rate a key and side), halved: 0.2 % of what changes a set",
     kNone},
    {{"last_write_wins", "40 commands a second on 20 keys, no fault", kDerived,
      "{lost} of {updates} changes lost", "field/rate-of-40-a-second"},
     "the same: 2.1 % of what changes a set",
     "commands that change nothing count as updates and cannot be lost"},
    {{"last_write_wins", "400 commands a second on 20 keys, no fault", kDerived,
      "{lost} of {updates} changes lost", "field/rate-of-400-a-second"},
     "the same: 17 % of what changes a set",
     "a change that crosses with several loses once; the first-order figure counts it as often"},
};

}  // namespace

std::span<const FieldFact> field_facts() {
  return kFieldFacts;
}

}  // namespace faultline::scenarios
