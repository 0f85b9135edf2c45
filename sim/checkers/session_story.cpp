#include "sim/checkers/session_story.h"

#include <fmt/format.h>

#include <array>

#include "sim/checkers/claimed_order.h"
#include "sim/story/numbers.h"
#include "sim/story/text.h"

namespace faultline::sim {
namespace {

using engine::Arbitration;

// Where a session is for its later operation, as against the earlier one.
enum class Moved { kNot, kInDatacenter, kAway, kBack };
constexpr std::array<std::string_view, 4> kMissingWords = {
    "missing_same_replica", "missing_other_replica", "missing_after_failover",
    "missing_after_failback"};
constexpr std::array<std::string_view, 4> kOrderWords = {
    "order_same_replica", "order_other_replica", "order_after_failover", "order_after_failback"};
constexpr std::string_view kLostWord = "lost_by_replica";
constexpr std::string_view kAnotherKeyWord = "missing_on_another_key";

// A session begins in its client's own data center.
Moved moved(const History& history, const BrokenSession& broken) {
  const auto datacenter = [&](const SessionEvent& event) {
    return history.place(history.keys()[event.key].replicas[event.replica]).datacenter;
  };
  const std::uint32_t client = history.operation(broken.later->operation).client;
  const engine::DatacenterId now = datacenter(*broken.later);
  if (now != datacenter(*broken.earlier))
    return now == history.load().clients[client].datacenter ? Moved::kBack : Moved::kAway;
  return broken.earlier->replica == broken.later->replica ? Moved::kNot : Moved::kInDatacenter;
}

const std::string& replica_name(const History& history, const SessionEvent& of_its_key,
                                LocalReplica replica) {
  return history.place(history.keys()[of_its_key.key].replicas[replica]).name;
}

// "SADD cart milk at us-east/a/0/shard-1 (12 s)"
std::string run_text(const History& history, const SessionEvent& event) {
  const OperationEntry& operation = history.operation(event.operation);
  return fmt::format("{} at {} ({})", command_text(operation.command),
                     replica_name(history, event, event.replica),
                     moment_text(engine::nanoseconds_of(operation.invoked)));
}

std::string stamps_text(const History& history, const BrokenSession& broken) {
  const EffectEntry& one = history.effects()[broken.effect];
  const EffectEntry& other = history.effects()[broken.later->effect];
  if (one.stamp == other.stamp) return {};
  return fmt::format(" (stamps {} and {})", stamp_text(engine::nanoseconds_of(one.stamp)),
                     stamp_text(engine::nanoseconds_of(other.stamp)));
}

}  // namespace

std::string_view cause_of(const History& history, const BrokenSession& broken) {
  if (broken.breach == Breach::kLost || broken.breach == Breach::kLostAtHome) return kLostWord;
  if (broken.breach == Breach::kAnotherKey) return kAnotherKeyWord;
  const auto where = static_cast<std::size_t>(moved(history, broken));
  return broken.breach == Breach::kOrder ? kOrderWords.at(where) : kMissingWords.at(where);
}

std::vector<std::string_view> causes_of(const SessionGuarantee& guarantee) {
  const auto& [same, other, away, back] = kMissingWords;
  if (guarantee.later == Doing::kReads) return {same, other, away, back, kLostWord, kTiersDisagree};
  return {same,           other,          away,           back,          kLostWord, kAnotherKeyWord,
          kOrderWords[0], kOrderWords[1], kOrderWords[2], kOrderWords[3]};
}

Basis basis_of(const History& history, const SessionGuarantee& guarantee,
               const BrokenSession& broken) {
  const Arbitration arbitration = history.deployment().arbitration;
  if (arbitration == Arbitration::kArrivalOrder) return Basis::kMeasured;
  switch (broken.breach) {
    case Breach::kLost:
    case Breach::kLostAtHome:  // what is acknowledged may be lost with its replica
      return Basis::kDocumented;
    case Breach::kAnotherKey:  // no order across keys is documented
      return Basis::kInferred;
    case Breach::kOrder:
      return arbitration == Arbitration::kLastWriteWins ? Basis::kChosen : Basis::kDocumented;
    case Breach::kMissing:
      break;
  }
  const Moved how = moved(history, broken);
  // Stale reads after an application's failover are documented, and so is that effects of several
  // members come in any order.
  const bool other_members =
      guarantee.earlier == Doing::kReads && guarantee.later == Doing::kWrites;
  return how == Moved::kAway || how == Moved::kBack || other_members ? Basis::kDocumented
                                                                     : Basis::kInferred;
}

std::string story_of(const History& history, const SessionGuarantee& guarantee,
                     const BrokenSession& broken) {
  const OperationEntry& later = history.operation(broken.later->operation);
  const OperationIndex culprit = history.effects()[broken.effect].operation;
  const std::string wanted = command_text(history.operation(culprit).command);
  std::string text = fmt::format("Client {} ", history.load().clients[later.client].name);
  text += guarantee.earlier == Doing::kWrites
              ? "did " + run_text(history, *broken.earlier)
              : fmt::format("saw {} by {}", wanted, run_text(history, *broken.earlier));
  text += ", then did " + run_text(history, *broken.later);
  const std::string& replica = replica_name(history, *broken.earlier, broken.replica);
  if (broken.breach == Breach::kOrder)
    return text + fmt::format("; {} orders {} after {}{}.", replica, wanted,
                              command_text(later.command), stamps_text(history, broken));
  if (guarantee.later == Doing::kReads)
    text += fmt::format("; that ran without {}", wanted);
  else if (broken.earlier->key == broken.later->key)
    text += fmt::format("; {} held the latter without {}", replica, wanted);
  else
    text += fmt::format("; {} was without {} when {} got the latter", replica, wanted,
                        replica_name(history, *broken.later, broken.replica));
  if (broken.breach == Breach::kLost) return text + ", which it had held and lost.";
  if (broken.breach == Breach::kLostAtHome) return text + ", which its home had lost.";
  return text + ".";
}

}  // namespace faultline::sim
