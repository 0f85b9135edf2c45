#include "engine/dynomite/stamp_scripts.h"

#include <charconv>
#include <string>

#include "engine/base/assert.h"
#include "engine/commands/command.h"

namespace faultline::engine::dynomite {
namespace {

Bytes text_of(std::uint64_t number) {
  return Bytes(std::to_string(number));
}

// The stamps of one key, or of its elements: a set of additions and one of removals.
struct StampSets {
  Bytes added;
  Bytes removed;
};

StampSets sets_of_keys() {
  return {Bytes(kAddSet), Bytes(kRemoveSet)};
}
StampSets sets_of_elements(const Bytes& key) {
  const auto of_key = [&](std::string_view set) {
    return Bytes(std::string(set) + "_" + std::string(key.view()));
  };
  return {of_key(kAddSet), of_key(kRemoveSet)};
}

// One script at work: its calls take effect one after the other.
class StampScript {
 public:
  StampScript(const Carried& carried, PlainKeyspace& keyspace, WallTime now, Prng& random,
              Effects& effects)
      : command_(carried.command),
        stamp_(carried.stamp),
        keyspace_(keyspace),
        now_(now),
        random_(random),
        effects_(effects),
        key_(command_[1]),
        keys_(sets_of_keys()),
        elements_(sets_of_elements(key_)) {}

  ScriptOutcome set();
  ScriptOutcome get();
  ScriptOutcome del();
  // SADD, HSET, HMSET and ZADD: elements from argument `first` on, `step` arguments each.
  ScriptOutcome add_elements(std::size_t first, std::size_t step);
  ScriptOutcome remove_elements();
  ScriptOutcome get_element();
  ScriptOutcome clean_up_key();
  ScriptOutcome clean_up_element();

 private:
  // Runs a command of its own; its effects are on account of that unit.
  Reply call(const Arguments& command, std::uint32_t unit) {
    Effects done;
    Reply reply = run_command({command, PlainView(keyspace_, now_), now_, done, random_});
    for (const Effect& effect : done.list()) {
      keyspace_.apply(effect.key, effect.change);
      const bool implied = effect.unit == kImpliedUnit;
      effects_.add(effect.key, implied ? kImpliedUnit : unit, effect.change, effect.changed);
    }
    return reply;
  }
  [[nodiscard]] std::optional<Stamp> stamp_in(const Bytes& set, const Bytes& member) {
    const Reply score = call({"ZSCORE", set, member}, kStampUnit);
    const auto* text = std::get_if<Bytes>(&score.value);
    if (text == nullptr) return std::nullopt;
    Stamp stamp = 0;
    std::from_chars(text->view().data(), text->view().data() + text->view().size(), stamp);
    return stamp;
  }
  void put(const Bytes& set, const Bytes& member) {
    (void)call({"ZADD", set, text_of(stamp_), member}, kStampUnit);
  }
  void take(const Bytes& set, const Bytes& member) {
    (void)call({"ZREM", set, member}, kStampUnit);
  }
  // Whether a stamp that was seen is later than this command's.
  [[nodiscard]] bool too_old(std::optional<Stamp> seen) const { return seen && stamp_ < *seen; }

  // False: the whole key was removed later.
  bool enter_key();
  // Whether the element is to be written.
  bool enter_element(const Bytes& element);

  const Arguments& command_;
  Stamp stamp_;
  PlainKeyspace& keyspace_;
  WallTime now_;
  Prng& random_;
  Effects& effects_;
  const Bytes& key_;
  StampSets keys_;
  StampSets elements_;
};

// Options of SET are lost on the way: the script knows a key and a value.
ScriptOutcome StampScript::set() {
  const auto added = stamp_in(keys_.added, key_);
  if (const auto removed = stamp_in(keys_.removed, key_)) {
    if (too_old(removed)) return {integer_reply(-1)};
    take(keys_.removed, key_);
  } else if (too_old(added)) {
    return {integer_reply(-1)};
  }
  put(keys_.added, key_);
  return {call({"SET", key_, command_[2]}, 0), {0}};
}

ScriptOutcome StampScript::get() {
  Reply value = call({"GET", key_}, 0);
  if (value.is_error()) return {std::move(value)};
  const auto told = [&](const char* status, Reply stamp) {
    return ScriptOutcome{{std::vector<Reply>{bulk_reply(status), std::move(stamp), value}}};
  };
  const bool there = !std::holds_alternative<Nil>(value.value);
  if (const auto added = stamp_in(keys_.added, key_)) {
    if (there) return told("E", bulk_reply(text_of(*added)));
    take(keys_.added, key_);  // it has expired
  }
  if (const auto removed = stamp_in(keys_.removed, key_))
    return told("R", bulk_reply(text_of(*removed)));
  return told("X", integer_reply(0));
}

// A removal on a tombstone does nothing, and leaves its stamp as it is. A tombstone is written for
// a key that does not exist, too.
ScriptOutcome StampScript::del() {
  if (const auto added = stamp_in(keys_.added, key_)) {
    if (too_old(added)) return {integer_reply(0)};
    take(keys_.added, key_);
  } else if (stamp_in(keys_.removed, key_)) {
    return {integer_reply(0)};
  }
  for (const Bytes& set : {elements_.removed, elements_.added})
    (void)call({"DEL", set}, kStampUnit);
  put(keys_.removed, key_);
  return {call({"DEL", key_}, 0), {0}};
}

bool StampScript::enter_key() {
  if (const auto removed = stamp_in(keys_.removed, key_)) {
    if (too_old(removed)) return false;
    take(keys_.removed, key_);
  }
  const auto added = stamp_in(keys_.added, key_);
  if (!added || stamp_ > *added) put(keys_.added, key_);
  return true;
}

// The tombstone of an element goes even where the write is too old for it.
bool StampScript::enter_element(const Bytes& element) {
  const auto added = stamp_in(elements_.added, element);
  const auto removed = stamp_in(elements_.removed, element);
  if (!removed) return !too_old(added);
  take(elements_.removed, element);
  return !too_old(removed);
}

ScriptOutcome StampScript::add_elements(std::size_t first, std::size_t step) {
  if (!enter_key()) return {integer_reply(0)};
  const std::string_view name = find_command(command_[0].view())->name;
  const bool scores = name == "ZADD";
  ScriptOutcome outcome{nil_reply()};
  std::int64_t sum = 0;
  for (std::size_t i = first; i + step <= command_.size(); i += step) {
    const auto unit = static_cast<std::uint32_t>((i - first) / step);
    const Bytes& element = command_[i + (scores ? 1 : 0)];
    if (!enter_element(element)) continue;
    Arguments call_of_one(command_.begin(),
                          command_.begin() + static_cast<std::ptrdiff_t>(scores ? first : 2));
    call_of_one.insert(call_of_one.end(), command_.begin() + static_cast<std::ptrdiff_t>(i),
                       command_.begin() + static_cast<std::ptrdiff_t>(i + step));
    if (!scores) put(elements_.added, element);
    outcome.reply = call(call_of_one, unit);
    if (outcome.reply.is_error()) return outcome;
    if (const auto* count = std::get_if<std::int64_t>(&outcome.reply.value)) sum += *count;
    if (scores && std::holds_alternative<Nil>(outcome.reply.value)) continue;
    if (scores) put(elements_.added, element);
    outcome.stamped.push_back(unit);
  }
  if (name == "SADD") outcome.reply = integer_reply(sum);
  if (step == 2 && !scores && command_.size() > first + step) outcome.reply = bulk_reply("OK");
  return outcome;
}

ScriptOutcome StampScript::remove_elements() {
  ScriptOutcome outcome;
  std::int64_t removed = 0;
  for (std::size_t i = 2; i < command_.size(); ++i) {
    const Bytes& element = command_[i];
    if (const auto added = stamp_in(elements_.added, element)) {
      if (too_old(added)) continue;
      take(elements_.added, element);
    } else if (too_old(stamp_in(elements_.removed, element))) {
      continue;
    }
    put(elements_.removed, element);
    const auto unit = static_cast<std::uint32_t>(i - 2);
    Reply reply = call({command_[0], key_, element}, unit);
    if (reply.is_error()) return {std::move(reply), outcome.stamped};
    if (const auto* count = std::get_if<std::int64_t>(&reply.value)) removed += *count;
    outcome.stamped.push_back(unit);
  }
  const Reply left = call({"ZCARD", elements_.added}, kStampUnit);
  if (left == integer_reply(0)) take(keys_.added, key_);
  outcome.reply = integer_reply(removed);
  return outcome;
}

ScriptOutcome StampScript::get_element() {
  const Bytes& element = command_[2];
  const char* status = "E";
  Reply stamp = integer_reply(0);
  std::optional<Bytes> told = element;
  if (const auto key_removed = stamp_in(keys_.removed, key_)) {
    status = "R";
    stamp = bulk_reply(text_of(*key_removed));
    told.reset();
  } else if (const auto removed = stamp_in(elements_.removed, element)) {
    status = "R";
    stamp = bulk_reply(text_of(*removed));
  } else if (!stamp_in(keys_.added, key_)) {
    status = "X";
  } else if (const auto added = stamp_in(elements_.added, element)) {
    stamp = bulk_reply(text_of(*added));
  } else {
    status = "X";
  }
  Reply value = call(command_, 0);
  if (value.is_error()) return {std::move(value)};
  if (*status == 'E' && std::holds_alternative<Nil>(value.value)) {
    status = "X";
    stamp = integer_reply(0);
  }
  return {{std::vector<Reply>{bulk_reply(status), std::move(stamp), std::move(value)}}, {}, told};
}

ScriptOutcome StampScript::clean_up_key() {
  const auto removed = stamp_in(keys_.removed, key_);
  if (removed && !too_old(removed)) take(keys_.removed, key_);
  return {integer_reply(removed && !too_old(removed) ? 1 : 0)};
}

// Of a command with several elements only the first one's tombstone goes.
ScriptOutcome StampScript::clean_up_element() {
  const Bytes& element = command_[2];
  const auto removed = stamp_in(elements_.removed, element);
  if (!removed) return {nil_reply()};
  if (too_old(removed)) return {integer_reply(0)};
  take(elements_.removed, element);
  if (call({"ZCARD", elements_.removed}, kStampUnit) == integer_reply(0)) take(keys_.removed, key_);
  return {integer_reply(1)};
}

// Where the scores of a ZADD begin: behind its options.
std::size_t first_score(const Arguments& command) {
  const std::size_t elements = units_of(*find_command("ZADD"), command).size();
  return command.size() - 2 * elements;
}

}  // namespace

void StampWriters::set(const Bytes& key, const std::optional<Bytes>& element,
                       const EffectRef& writer) {
  writers_[{key, element}] = writer;
}

std::optional<EffectRef> StampWriters::find(const Bytes& key,
                                            const std::optional<Bytes>& element) const {
  const auto found = writers_.find({key, element});
  return found == writers_.end() ? std::nullopt : std::optional(found->second);
}

void StampAccount::recount(const PlainKeyspace& keyspace, const std::vector<Bytes>& sets) {
  for (const Bytes& set : sets) {
    const PlainKey* key = keyspace.find(set);
    const auto* stamps = key == nullptr ? nullptr : std::get_if<sorted_set::Plain>(&key->value);
    const std::size_t now = stamps == nullptr ? 0 : stamps->size();
    const bool removes = set.view().starts_with(kRemoveSet);
    std::size_t& sum = removes ? removals_ : additions_;
    std::size_t& known = stamps_[set];
    sum += now;
    sum -= known;
    known = now;
    if (now == 0) stamps_.erase(set);
  }
}

observation::Metadata StampAccount::told() const {
  // Eight of the score, and a round figure for the name beside it.
  constexpr std::uint64_t kBytesAStamp = 24;
  return {kBytesAStamp * (additions_ + removals_), removals_};
}

ScriptOutcome run_script(const Carried& carried, PlainKeyspace& keyspace, WallTime now,
                         Prng& random, Effects& effects) {
  // What Redis itself would refuse, as a ZADD without a score, it refuses inside the script.
  if (auto refused = refuse(carried.command)) return {std::move(*refused)};
  StampScript script(carried, keyspace, now, random, effects);
  const std::string_view name = find_command(carried.command[0].view())->name;
  if (carried.script == Script::kCleanUp)
    return name == "DEL" ? script.clean_up_key() : script.clean_up_element();
  if (name == "SET") return script.set();
  if (name == "GET") return script.get();
  if (name == "DEL") return script.del();
  if (name == "HSET" || name == "HMSET") return script.add_elements(2, 2);
  if (name == "SADD") return script.add_elements(2, 1);
  if (name == "ZADD") return script.add_elements(first_score(carried.command), 2);
  if (name == "HDEL" || name == "SREM" || name == "ZREM") return script.remove_elements();
  FL_ASSERT(name == "HGET" || name == "SISMEMBER" || name == "ZSCORE",
            "only stamped commands are scripts");
  return script.get_element();
}

ScriptOutcome run_carried(const Carried& carried, PlainKeyspace& keyspace, WallTime now,
                          Prng& random, Effects& effects) {
  if (carried.script != Script::kNone) return run_script(carried, keyspace, now, random, effects);
  ScriptOutcome outcome;
  outcome.reply = run_command({carried.command, PlainView(keyspace, now), now, effects, random});
  for (const Effect& effect : effects.list()) keyspace.apply(effect.key, effect.change);
  return outcome;
}

}  // namespace faultline::engine::dynomite
