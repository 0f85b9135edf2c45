// What the scripts of timestamp mode do inside a Redis, one atomic step each: they compare the
// stamp that a command brings with those beside the data, and keep or refuse. A stamp that equals
// the one seen wins, so of two equal ones the later to arrive stays. What a script has done before
// an error of Redis stays done. Source: shared dynomite/facts.md 7 and the cases of group B-repair.
#pragma once

#include <map>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "engine/datatypes/plain_keyspace.h"
#include "engine/dynomite/messages.h"

namespace faultline::engine::dynomite {

// Of effects on stamps: no argument of the client's command names them.
inline constexpr std::uint32_t kStampUnit = 0xfffe0000;

// Whose write each stamp stands for, by key and element (none: the key itself): bookkeeping of the
// harness, which no rule looks at.
class StampWriters {
 public:
  void set(const Bytes& key, const std::optional<Bytes>& element, const EffectRef& writer);
  [[nodiscard]] std::optional<EffectRef> find(const Bytes& key,
                                              const std::optional<Bytes>& element) const;
  static constexpr auto fields() { return std::tuple{&StampWriters::writers_}; }

 private:
  std::map<std::pair<Bytes, std::optional<Bytes>>, EffectRef> writers_;
};

// How much timestamp mode keeps beside the data.
class StampAccount {
 public:
  // A command has changed stamps, or a log has brought them back.
  void recount(const PlainKeyspace& keyspace, const std::vector<Bytes>& sets);
  [[nodiscard]] observation::Metadata told() const;

 private:
  std::map<Bytes, std::size_t> stamps_;  // by the set they lie in
  std::size_t additions_ = 0;
  std::size_t removals_ = 0;
};

struct ScriptOutcome {
  Reply reply;
  // Units of the command whose stamp is the command's now.
  std::vector<std::uint32_t> stamped{};
  // Of a read: the element whose stamp it has told; none: the key's.
  std::optional<Bytes> told{};
};

// Runs a command that is to be stamped, repaired or cleaned up after. Its effects have been applied
// to `keyspace` when this returns; units are counted as the command's own arguments name them.
[[nodiscard]] ScriptOutcome run_script(const Carried& carried, PlainKeyspace& keyspace,
                                       WallTime now, Prng& random, Effects& effects);
// The same of any command: one that no script stands for runs as Redis runs it.
[[nodiscard]] ScriptOutcome run_carried(const Carried& carried, PlainKeyspace& keyspace,
                                        WallTime now, Prng& random, Effects& effects);

}  // namespace faultline::engine::dynomite
