#include "scenarios/semantics/claims.h"

#include "engine/base/assert.h"
#include "scenarios/loader/result_paths.h"

namespace faultline::scenarios {
namespace {

constexpr Claim kClaims[] = {
    {"active_active", "counters add up what both sides of a cut counted",
     "shared active_active/rules.md, counters", "{kept} steps of a counter are kept, {lost} lost",
     "counter-split"},
    {"active_active", "a deletion takes only what it has seen",
     "shared active_active/rules.md, sets", "of what was added meanwhile elsewhere {lost} is lost",
     "del-against-add"},
    {"active_active", "of two writes of a string the later one wins",
     "shared active_active/rules.md, strings",
     "the other one is lost, acknowledged as it was: {lost_concurrent}", "same-key-race"},
    {"active_active", "a failover takes seconds and loses no replicated write",
     "shared active_active/rules.md, partition and failover",
     "{never_replicated} writes that no other machine had yet are lost",
     "host-lost-standby-promoted"},
    {"dynomite", "writes are replicated to every rack of every data center",
     "shared dynomite/facts.md 1 and 5",
     "once, and never again: after a node was away {diverged_missing} writes are missing there for "
     "good",
     "node-down-and-back"},
    {"dynomite", "DC_ONE: any replica can answer", "shared dynomite/facts.md 3.2",
     "only the owner in the client's own rack: while it is down {operations.indeterminate} "
     "requests "
     "fail, though other racks hold the key",
     "own-rack-owner-down"},
    {"dynomite", "a quorum makes replicas agree", "shared dynomite/facts.md 4",
     "the quorum is one data center's: after a cut {differing_keys} of the keys differ for ever, "
     "and all {operations.ok} requests were acknowledged",
     "quorum-is-local"},
    {"dynomite", "a quorum puts writes in order", "shared dynomite/facts.md 4",
     "OK equals OK: of ten keys written twice in one instant {differing_keys} differ between "
     "racks, "
     "all {operations.ok} writes acknowledged",
     "quorum-without-isolation"},
    {"dynomite", "a write that fails its quorum did not happen", "shared dynomite/facts.md 4 and 6",
     "it has run: of {operations.indeterminate} that no quorum confirmed "
     "{indeterminate_kept} stays",
     "failed-quorum-stays-executed"},
    {"dynomite", "DC_EACH_SAFE_QUORUM: a quorum in every data center", "shared dynomite/facts.md 4",
     "each remote rack hands the write to its whole data center: {duplicated} of 5 steps of a "
     "counter count three times there",
     "each-quorum-runs-three-times"},
    {"dynomite", "DC_EACH_SAFE_QUORUM works on any cluster", "shared dynomite/facts.md 4",
     "without encryption between data centers {operations.ok} of 3 requests succeed, on a healthy "
     "network",
     "each-quorum-needs-encryption"},
    {"dynomite", "DC_EACH_SAFE_QUORUM fails where it cannot be met", "shared dynomite/facts.md 4",
     "the client hears nothing until it gives up: {operations.indeterminate} of 1",
     "each-quorum-never-answers"},
    {"dynomite", "read repair brings replicas up to date", "shared dynomite/facts.md 7",
     "an older value is mended when it is read through its own node: {lost} writes are lost",
     "read-repair-mends-older-values"},
    {"dynomite", "read repair brings back what a replica lost", "shared dynomite/facts.md 7",
     "a missing key is passed over: {diverged_missing} write stays missing, after reads from every "
     "rack",
     "read-repair-skips-missing-keys"},
    {"dynomite", "with stamps the latest write wins", "shared dynomite/facts.md 7",
     "not over a removal: its stamp goes with the last answer of its own data center, and "
     "{differing_keys} key differs for ever",
     "tombstone-forgotten-too-early"},
    {"dynomite", "with stamps equal times are decided one way", "shared dynomite/facts.md 7",
     "the later to arrive stays, everywhere another: {differing_keys} keys differ for ever",
     "equal-stamps-differ-for-ever"},
    {"dynomite", "stamps tell which write is newer", "shared dynomite/facts.md 7",
     "by the coordinator's clock: a minute behind, it has {no_effect} of 3 acknowledged writes do "
     "nothing",
     "clock-behind-loses-its-writes"},
    {"dynomite", "pipelined commands are stamped as others are", "shared dynomite/facts.md 7",
     "only the first of a read buffer is: {no_effect} of the others do nothing",
     "pipelined-stamps-are-zero"},
    {"dynomite", "options of SET work as in Redis", "shared dynomite/facts.md 7",
     "in timestamp mode they are dropped: SET … NX overwrites, {superseded} write is gone",
     "set-options-lost"},
    {"dynomite", "a DEL of several keys deletes them", "shared dynomite/facts.md 7",
     "in timestamp mode it kills the node that coordinates it: {marks.dynomite_killed_by_del} died",
     "del-of-several-keys-kills"},
    {"dynomite", "a write that was given up is not executed later",
     "shared dynomite/facts.md 6, late writes",
     "a node that wakes runs what waited in its sockets: {differing_keys} key differs for ever",
     "paused-node-late-writes"},
    {"dynomite", "SUNIONSTORE and its like store their result on every replica",
     "shared dynomite/facts.md 3.12",
     "they are taken for reads: {diverged_missing} result exists in one rack only",
     "union-stored-in-one-rack"},
    {"dynomite", "a dead Redis is a failed write", "shared dynomite/facts.md 6",
     "the client is told an error and the write runs on all other replicas: "
     "{indeterminate_kept} of {operations.indeterminate}",
     "redis-dead-behind-its-node"},
    {"dynomite", "a replaced node is warmed up from a peer", "shared dynomite/facts.md 12",
     "what is written between the end of the copy and the peers' next try to connect is missing: "
     "{diverged_missing} writes",
     "warm-up-leaves-a-window"},
};

}  // namespace

std::span<const Claim> claims() {
  return kClaims;
}

std::string told(const Claim& claim, const sim::EngineResult& result) {
  std::string text;
  std::string_view rest = claim.shows;
  for (std::size_t open = rest.find('{'); open != std::string_view::npos; open = rest.find('{')) {
    const std::size_t close = rest.find('}', open);
    FL_ASSERT(close != std::string_view::npos, "a figure of a claim ends");
    text += rest.substr(0, open);
    const std::string_view name = rest.substr(open + 1, close - open - 1);
    const ResultPath& path = known_path(name);
    const auto value = path.read(result, segments_of(name));
    text += value ? format_measured(*value, path.measure) : "an unknown number";
    rest.remove_prefix(close + 1);
  }
  return text + std::string(rest);
}

}  // namespace faultline::scenarios
