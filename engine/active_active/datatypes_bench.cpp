// Data types at work: sets and counters on replicas that exchange what they do, commands on one
// plain Redis, and what is kept besides the values after many additions and removals. One JSON line
// a measurement:
//   datatypes_bench [--operations=N] [--only=NAME]
// The workloads and their random stream are those of the peers (shared perf/results.md), so that
// equal streams give an equal number of elements alive.

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "engine/active_active/conflict_free_keyspace.h"
#include "engine/active_active/keyspace_fixture.h"

namespace faultline::engine::active_active {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::uint64_t kExchangeEvery = 1000;
constexpr std::uint64_t kUniverse = 1000;

// mulberry32, the peers' stream.
class Stream {
 public:
  std::uint32_t next() {
    state_ += 0x6D2B79F5U;
    std::uint32_t t = state_;
    t = (t ^ (t >> 15)) * (t | 1);
    t ^= t + (t ^ (t >> 7)) * (t | 61);
    return t ^ (t >> 14);
  }

 private:
  std::uint32_t state_ = 42;
};

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

void print(const char* benchmark, std::uint64_t operations, double seconds,
           const std::string& more) {
  std::printf(
      "{\"peer\":\"faultline\",\"benchmark\":\"%s\",\"events\":%llu,\"seconds\":%.6f,"
      "\"per_second\":%.0f%s}\n",
      benchmark, static_cast<unsigned long long>(operations), seconds,
      static_cast<double>(operations) / seconds, more.c_str());
}

// Replicas that run commands and hand each other their updates.
class Mesh {
 public:
  explicit Mesh(std::uint32_t replicas) {
    for (std::uint32_t i = 0; i < replicas; ++i)
      replicas_.push_back({{MemberId(i + 1), Incarnation(1)}});
  }
  void run(std::size_t at, Arguments command) {
    Replica& replica = replicas_[at];
    auto execution = replica.store.execute({{OperationId(1)}, std::move(command)}, replica.own,
                                           WallTime(++now_), random_, outputs_);
    if (execution.update) replica.updates.push_back(std::move(*execution.update));
  }
  void exchange() {
    for (std::size_t from = 0; from < replicas_.size(); ++from) {
      for (const Update& update : replicas_[from].updates) {
        const Encoded message = encode(update);
        wire_bytes_ += message.bytes.size() - message.uncounted;
        for (std::size_t to = 0; to < replicas_.size(); ++to)
          if (to != from)
            replicas_[to].store.deliver(update, observation::How::kReplicated, outputs_);
      }
      replicas_[from].updates.clear();
    }
  }
  [[nodiscard]] const SlotStore& store(std::size_t at) const { return replicas_[at].store; }
  // Sent by each replica to one other.
  [[nodiscard]] std::uint64_t wire_bytes() const { return wire_bytes_; }

 private:
  struct Replica {
    Source own;
    SlotStore store{std::make_unique<ConflictFreeKeyspace>()};
    std::vector<Update> updates{};
  };
  std::vector<Replica> replicas_;
  Duration now_{};
  std::uint64_t wire_bytes_ = 0;
  Prng random_{1};
  Outputs outputs_{false};
};

std::string exchanged(double wire_bytes, std::uint64_t operations, std::size_t live) {
  return ",\"wire_bytes_per_op\":" + std::to_string(wire_bytes / static_cast<double>(operations)) +
         ",\"live\":" + std::to_string(live);
}

std::string exchanged(const Mesh& mesh, std::uint64_t operations, const char* key) {
  const auto content = mesh.store(0).keyspace().plain_key(key, WallTime());
  return exchanged(static_cast<double>(mesh.wire_bytes()), operations,
                   content ? parts_of(content->value).size() : 0);
}

// Replicas of one value without keys and commands around it, as the peers are libraries of data
// types. What a replica did since the last exchange travels as one batch.
template <class Value, class Change>
class ValueMesh {
 public:
  explicit ValueMesh(std::uint32_t replicas) {
    for (std::uint32_t i = 0; i < replicas; ++i) {
      replicas_.push_back({{MemberId(i + 1), Incarnation(1)}});
      replicas_.back().batch.first = 1;
    }
  }
  [[nodiscard]] const Value& value(std::size_t at) const { return replicas_[at].value; }
  [[nodiscard]] std::uint64_t wire_bytes() const { return wire_bytes_; }
  void run(std::size_t at, Change change) {
    Replica& replica = replicas_[at];
    const Dot dot{replica.own, replica.batch.first + replica.batch.changes.size()};
    apply(replica, change, dot, replica.context);
    replica.batch.changes.push_back(std::move(change));
  }
  void exchange() {
    for (Replica& from : replicas_) {
      const Bytes message = encode(from.batch).bytes;
      wire_bytes_ += message.size();
      for (Replica& to : replicas_)
        if (&to != &from) deliver(*decode<Batch>(message), from.own, to);
      from.batch.first += from.batch.changes.size();
      from.batch.changes.clear();
    }
    for (Replica& replica : replicas_) replica.batch.observed = replica.context;
  }

 private:
  // Of one source: what it had applied before the first of them, and its changes in order.
  struct Batch {
    VersionVector observed;
    std::uint64_t first = 1;
    std::vector<Change> changes;
    static constexpr auto fields() {
      return std::tuple{&Batch::observed, &Batch::first, &Batch::changes};
    }
  };
  struct Replica {
    Source own;
    Value value{};
    VersionVector context{};
    Batch batch{};
  };
  static void apply(Replica& replica, const Change& change, const Dot& dot,
                    const VersionVector& observed) {
    std::visit(
        [&](const auto& c) {
          replica.value.apply(c, {{dot, WallTime()}, replica.context, observed});
        },
        change);
    replica.context.raise(dot);
  }
  static void deliver(Batch batch, Source from, Replica& to) {
    Dot dot{from, batch.first};
    for (const Change& change : batch.changes) {
      apply(to, change, dot, batch.observed);
      batch.observed.raise(dot);
      ++dot.number;
    }
  }

  std::vector<Replica> replicas_;
  std::uint64_t wire_bytes_ = 0;
};

constexpr std::uint32_t kSetReplicas = 3;
constexpr std::uint32_t kCounterReplicas = 2;

// The peers' workload: run(replica, whether to add, member), then exchange(), again and again.
template <class Run, class Exchange>
std::uint64_t change_sets(std::uint64_t operations, const Run& run, const Exchange& exchange) {
  std::vector<Bytes> members;
  for (std::uint64_t i = 0; i < kUniverse; ++i) members.emplace_back("k" + std::to_string(i));
  Stream stream;
  std::uint64_t done = 0;
  while (done < operations) {
    for (std::size_t at = 0; at < kSetReplicas; ++at)
      for (std::uint64_t i = 0; i < kExchangeEvery / kSetReplicas; ++i, ++done) {
        const Bytes& member = members[stream.next() % kUniverse];
        run(at, stream.next() % 100 < 60, member);
      }
    exchange();
  }
  return done;
}

void measure_sets(std::uint64_t operations) {
  ValueMesh<set::Replicated, std::variant<set::Add, set::Remove>> values(kSetReplicas);
  auto start = Clock::now();
  std::uint64_t done = change_sets(
      operations,
      [&](std::size_t at, bool add, const Bytes& member) {
        if (add)
          values.run(at, set::Add{member});
        else if (values.value(at).contains(member))
          values.run(at, set::Remove{{member}});
      },
      [&] { values.exchange(); });
  print("set", done, seconds_since(start),
        exchanged(static_cast<double>(values.wire_bytes()), done, values.value(0).size()));

  Mesh mesh(kSetReplicas);
  start = Clock::now();
  done = change_sets(
      operations,
      [&](std::size_t at, bool add, const Bytes& member) {
        mesh.run(at, {add ? "SADD" : "SREM", "set", member});
      },
      [&] { mesh.exchange(); });
  print("set by commands through shards", done, seconds_since(start), exchanged(mesh, done, "set"));
}

template <class Run, class Exchange>
void count(std::uint64_t operations, const Run& run, const Exchange& exchange) {
  for (std::uint64_t done = 0; done < operations; ++done) {
    run(done % kCounterReplicas);
    if (done % kExchangeEvery == kExchangeEvery - 1) exchange();
  }
}

void measure_counters(std::uint64_t operations) {
  ValueMesh<string::Replicated, std::variant<string::Increment>> values(kCounterReplicas);
  auto start = Clock::now();
  count(
      operations, [&](std::size_t at) { values.run(at, string::Increment{std::int64_t{1}}); },
      [&] { values.exchange(); });
  print("counter", operations, seconds_since(start),
        exchanged(static_cast<double>(values.wire_bytes()), operations, 1));

  Mesh mesh(kCounterReplicas);
  start = Clock::now();
  count(
      operations,
      [&](std::size_t at) {
        mesh.run(at, {"INCR", "counter"});
      },
      [&] { mesh.exchange(); });
  print("counter by commands through shards", operations, seconds_since(start),
        exchanged(mesh, operations, "counter"));
}

// Where an argument is drawn anew each time.
const Bytes kDrawn("?");

// The commands of redis-benchmark in pipelines of 64. Their text is not made while the clock runs:
// there it is the client's work.
void measure_plain(const Arguments& form, std::uint64_t operations) {
  constexpr std::uint64_t kPipeline = 64;
  constexpr std::uint32_t kNames = 100'000;
  PlainKeyspace keyspace;
  Stream stream;
  Prng random(1);
  std::vector<Arguments> pipeline(kPipeline, form);
  double seconds = 0;
  std::uint64_t done = 0;
  for (; done < operations; done += kPipeline) {
    for (Arguments& arguments : pipeline)
      for (std::size_t at = 0; at < form.size(); ++at)
        if (form[at] == kDrawn)
          arguments[at] = Bytes("element:" + std::to_string(stream.next() % kNames));
    const auto start = Clock::now();
    for (const Arguments& arguments : pipeline) {
      Effects effects;
      static_cast<void>(
          run_command({arguments, PlainView(keyspace, WallTime()), WallTime(), effects, random}));
      for (const Effect& effect : effects.list()) keyspace.apply(effect.key, effect.change);
    }
    seconds += seconds_since(start);
  }
  print(("command " + std::string(form[0].view())).c_str(), done, seconds, "");
}

// After so many pairs of an addition and its removal, each seen everywhere, and one element left.
void measure_metadata(const char* type, const Arguments& add, const Arguments& remove) {
  constexpr int kPairs = 10'000;
  Mesh mesh(3);
  for (int i = 0; i < kPairs; ++i) {
    mesh.run(static_cast<std::size_t>(i) % 3, add);
    mesh.exchange();
    mesh.run(static_cast<std::size_t>(i + 1) % 3, remove);
    mesh.exchange();
  }
  mesh.run(0, add);
  mesh.exchange();
  std::printf(
      "{\"peer\":\"faultline\",\"benchmark\":\"metadata\",\"type\":\"%s\",\"pairs\":%d,"
      "\"bytes_per_live_element\":%zu}\n",
      type, kPairs, mesh.store(1).keyspace().metadata_bytes());
}

// One measurement alone, where `only` is its name.
void measure_all(std::uint64_t operations, std::string_view only) {
  const auto wanted = [&](std::string_view name) { return only.empty() || only == name; };
  if (wanted("set")) measure_sets(operations);
  if (wanted("counter")) measure_counters(operations);
  for (const Arguments& form :
       {Arguments{"SET", kDrawn, "value"}, Arguments{"INCR", kDrawn},
        Arguments{"SADD", "set", kDrawn}, Arguments{"HSET", "hash", kDrawn, "value"},
        Arguments{"ZADD", "zset", "1", kDrawn}})
    if (wanted("commands") || wanted(form[0].view())) measure_plain(form, operations);
  if (!wanted("metadata")) return;
  measure_metadata("string", {"SET", "k", "v"}, {"DEL", "k"});
  measure_metadata("counter", {"INCR", "k"}, {"DEL", "k"});
  measure_metadata("set", {"SADD", "k", "m"}, {"SREM", "k", "m"});
  measure_metadata("hash", {"HSET", "k", "f", "v"}, {"HDEL", "k", "f"});
  measure_metadata("hash counter", {"HINCRBY", "k", "f", "1"}, {"HDEL", "k", "f"});
  measure_metadata("zset", {"ZADD", "k", "1", "m"}, {"ZREM", "k", "m"});
  measure_metadata("zset increment", {"ZINCRBY", "k", "1", "m"}, {"ZREM", "k", "m"});
}

}  // namespace
}  // namespace faultline::engine::active_active

int main(int count, char** arguments) {
  std::uint64_t operations = 300'000;
  std::string_view only;
  constexpr std::string_view kOperations = "--operations=";
  constexpr std::string_view kOnly = "--only=";
  for (int i = 1; i < count; ++i) {
    const std::string_view argument(arguments[i]);
    if (argument.starts_with(kOperations)) {
      operations = std::strtoull(arguments[i] + kOperations.size(), nullptr, 10);
    } else if (argument.starts_with(kOnly)) {
      only = argument.substr(kOnly.size());
    } else {
      std::fprintf(
          stderr,
          "datatypes_bench [--operations=N] [--only=set|counter|commands|SET|…|metadata]\n");
      return 2;
    }
  }
  faultline::engine::active_active::measure_all(operations, only);
  return 0;
}
