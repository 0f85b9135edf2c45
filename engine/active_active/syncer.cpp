#include "engine/active_active/syncer.h"

#include <algorithm>
#include <utility>

#include "engine/active_active/service_times.h"
#include "engine/base/assert.h"

namespace faultline::engine::active_active {

Syncer::Syncer(SyncerConfig config)
    : config_(std::move(config)),
      members_(config_.hosts),
      slots_(SlotMap::of(static_cast<std::uint32_t>(config_.local_shards.size()))) {
  std::uint64_t timer = 0;
  const auto local_count = static_cast<std::uint32_t>(config_.local_shards.size());
  for (LocalIndex i = 0; i < local_count; ++i)
    locals_.push_back({Link(config_.local_shards[i], TimerId(++timer)), slots_.owned_by(i)});
  for (std::uint32_t r = 0; r < config_.remotes.size(); ++r) {
    const auto shard_count = static_cast<std::uint32_t>(config_.remotes[r].shards.size());
    for (std::uint32_t s = 0; s < shard_count; ++s) {
      Stream stream{.link = Link(config_.remotes[r].shards[s], TimerId(++timer))};
      stream.remote = r;
      stream.shard = s;
      stream.slots = SlotMap::of(shard_count).owned_by(s);
      streams_.push_back(std::move(stream));
    }
  }
  ask_again_timer_ = TimerId(++timer);
}

void Syncer::step(const Input& input, const StepContext& context, Outputs& outputs) {
  std::visit(
      Overloaded{[&](const input::Started& started) { start(started, outputs); },
                 [&](const input::Opened& input_opened) {
                   if (!input_opened.accepted) opened(input_opened.connection, outputs);
                 },
                 [&](const input::Refused& refused) {
                   lost(refused.connection, "refused", context.monotonic, outputs);
                 },
                 [&](const input::Closed& closed) {
                   lost(closed.connection, "connection closed", context.monotonic, outputs);
                 },
                 [&](const input::Received& message) { received(message, context, outputs); },
                 [&](const input::TimerFired& fired) { timer_fired(fired.timer, outputs); },
                 [&](const input::Datagram& datagram) {
                   take_orders(datagram, context.monotonic, outputs);
                 },
                 [&](const input::Administered& administered) {
                   answer(administered, context.monotonic, outputs);
                 },
                 [](const auto&) {}},
      input);
}

void Syncer::start(const input::Started& started, Outputs& outputs) {
  if (auto paused = decode<std::set<DatacenterId>>(started.snapshot)) paused_ = *paused;
  if (!config_.self) begin(outputs);
}

void Syncer::begin(Outputs& outputs) {
  pulls_ = true;
  for (Local& local : locals_) connect(local.link, outputs);
  for (Stream& stream : streams_)
    if (wanted(stream)) connect(stream.link, outputs);
}

void Syncer::connect(Link& link, Outputs& outputs) {
  link.connect(ConnectionId(++last_connection_), outputs);
}

void Syncer::opened(ConnectionId connection, Outputs& outputs) {
  for (LocalIndex i = 0; i < locals_.size(); ++i)
    if (locals_[i].link.is(connection)) {
      locals_[i].link.opened();
      return local_opened(i, outputs);
    }
  for (StreamIndex i = 0; i < streams_.size(); ++i)
    if (streams_[i].link.is(connection)) {
      streams_[i].link.opened();
      return gather(i, outputs);
    }
  outputs.close(connection);  // given up while it was being opened
}

void Syncer::lost(ConnectionId connection, const char* why, MonotonicTime now, Outputs& outputs) {
  for (LocalIndex i = 0; i < locals_.size(); ++i)
    if (locals_[i].link.is(connection)) {
      locals_[i].link.lost(why, now, outputs);
      return local_lost(i, outputs);
    }
  for (StreamIndex i = 0; i < streams_.size(); ++i)
    if (streams_[i].link.is(connection)) {
      streams_[i].link.lost(why, now, outputs);
      return reset(i);
    }
}

void Syncer::timer_fired(TimerId timer, Outputs& outputs) {
  if (timer == ask_again_timer_) return ask_again(outputs);
  for (Local& local : locals_)
    if (local.link.retry_timer() == timer && local.link.retrying()) connect(local.link, outputs);
  for (Stream& stream : streams_)
    if (stream.link.retry_timer() == timer && stream.link.retrying()) connect(stream.link, outputs);
}

void Syncer::reset(StreamIndex index) {
  Stream& stream = streams_[index];
  stream.phase = Phase::kIdle;
  stream.unanswered.clear();
  stream.pull = Pull();
  stream.joining = false;
  stream.synced = false;
  stream.batches.clear();
  stream.snapshots_left = 0;
  stream.updates_left = 0;
  std::erase_if(tickets_, [&](const auto& item) { return item.second.stream == index; });
}

void Syncer::restart(StreamIndex index, Outputs& outputs) {
  reset(index);
  streams_[index].link.close(outputs);
  connect(streams_[index].link, outputs);
}

void Syncer::gather(StreamIndex index, Outputs& outputs) {
  reset(index);
  Stream& stream = streams_[index];
  stream.phase = Phase::kGathering;
  stream.pull.member = config_.member;
  for (LocalIndex i = 0; i < locals_.size(); ++i)
    if (overlap(locals_[i].slots, stream.slots)) stream.unanswered.insert(i);
  for (const LocalIndex local : stream.unanswered) ask(index, local, outputs);
}

void Syncer::ask(StreamIndex stream, LocalIndex local, Outputs& outputs) {
  if (!locals_[local].link.up()) return;
  tickets_[++last_ticket_] = {local, stream, 0};
  outputs.send(locals_[local].link.connection(),
               encode(ToShard(AskContexts{last_ticket_, streams_[stream].slots})));
}

void Syncer::local_opened(LocalIndex local, Outputs& outputs) {
  for (StreamIndex i = 0; i < streams_.size(); ++i)
    if (streams_[i].phase == Phase::kGathering && streams_[i].unanswered.contains(local))
      ask(i, local, outputs);
}

void Syncer::local_lost(LocalIndex local, Outputs& outputs) {
  std::erase_if(tickets_, [&](const auto& item) { return item.second.local == local; });
  locals_[local].joining = false;
  for (StreamIndex i = 0; i < streams_.size(); ++i) {
    Stream& stream = streams_[i];
    if (!overlap(stream.slots, locals_[local].slots)) continue;
    if (stream.phase == Phase::kGathering) {
      gather(i, outputs);
    } else if (stream.phase == Phase::kPulling) {
      restart(i, outputs);
    }
  }
}

void Syncer::received(const input::Received& message, const StepContext& context,
                      Outputs& outputs) {
  for (LocalIndex i = 0; i < locals_.size(); ++i) {
    if (!locals_[i].link.is(message.connection)) continue;
    auto answer = decode<FromLocalShard>(message.bytes);
    FL_ASSERT(answer, "a shard answers as messages.h says");
    std::visit(
        Overloaded{[&](LocalContexts& contexts) { handle_contexts(std::move(contexts), outputs); },
                   [&](Delivered& delivered) { handle_delivered(delivered, outputs); },
                   [&](Observed& report) { pass_on(i, report, outputs); },
                   [&](OutOfMemory& full) { handle_out_of_memory(full, outputs); }},
        *answer);
    return;
  }
  for (StreamIndex i = 0; i < streams_.size(); ++i) {
    if (!streams_[i].link.is(message.connection)) continue;
    auto batch = decode<Batch>(message.bytes);
    FL_ASSERT(batch, "a shard streams as messages.h says");
    return handle_batch(i, std::move(*batch), context, outputs);
  }
}

void Syncer::handle_contexts(LocalContexts answer, Outputs& outputs) {
  const auto found = tickets_.find(answer.ticket);
  if (found == tickets_.end()) return;  // of a stream that began anew
  Stream& stream = streams_[found->second.stream];
  stream.unanswered.erase(found->second.local);
  stream.joining |= answer.joins;
  locals_[found->second.local].joining = answer.joins;
  tickets_.erase(found);
  stream.pull.shards.insert(stream.pull.shards.end(), answer.shards.begin(), answer.shards.end());
  stream.pull.contexts.merge(answer.contexts);
  if (!stream.unanswered.empty()) return;
  stream.phase = Phase::kPulling;
  stream.pull.joins = stream.joining;
  for (const LocalIndex local : stream.whole)
    stream.pull.whole.insert(stream.pull.whole.end(), locals_[local].slots.begin(),
                             locals_[local].slots.end());
  outputs.send(stream.link.connection(), encode(ToShard(std::exchange(stream.pull, Pull()))));
}

void Syncer::handle_batch(StreamIndex index, Batch batch, const StepContext& context,
                          Outputs& outputs) {
  Stream& stream = streams_[index];
  if (stream.phase != Phase::kPulling) return;
  outputs.occupy(kSyncerBatchTime);
  stream.snapshots_left = batch.snapshots_left;
  stream.updates_left = batch.updates_left;
  if (batch.snapshots_left == 0) stream.whole.clear();
  std::map<LocalIndex, Deliver> deliveries;
  for (SlotSnapshot& snapshot : batch.snapshots) {
    deliveries[slots_.owner(snapshot.slot)].snapshots.push_back(std::move(snapshot));
  }
  for (Update& update : batch.updates)
    deliveries[slots_.owner(update.slot)].updates.push_back(std::move(update));
  // A slot that has moved there meanwhile may bring in a shard that the stream did not ask.
  const bool all_up = std::all_of(deliveries.begin(), deliveries.end(),
                                  [&](const auto& each) { return locals_[each.first].link.up(); });
  if (!all_up) return restart(index, outputs);
  stream.batches[batch.number] = {static_cast<std::uint32_t>(deliveries.size()),
                                  batch.snapshots_left == 0 && batch.updates_left == 0,
                                  {}};
  if (deliveries.empty()) acknowledge(index, batch.number, outputs);
  for (auto& [local, deliver] : deliveries) {
    deliver.ticket = ++last_ticket_;
    tickets_[deliver.ticket] = {local, index, batch.number};
    outputs.send(locals_[local].link.connection(), encode(ToShard(std::move(deliver))));
  }
  if (context.fires(BuggifyPoint::kRestartsPull, outputs)) restart(index, outputs);
}

void Syncer::handle_delivered(const Delivered& answer, Outputs& outputs) {
  const auto found = tickets_.find(answer.ticket);
  if (found == tickets_.end()) return;
  const Ticket ticket = found->second;
  tickets_.erase(found);
  Stream& stream = streams_[ticket.stream];
  const auto batch = stream.batches.find(ticket.batch);
  FL_ASSERT(batch != stream.batches.end(), "a delivery belongs to a batch");
  Forwarded& forwarded = batch->second;
  forwarded.gaps.insert(forwarded.gaps.end(), answer.gaps.begin(), answer.gaps.end());
  if (--forwarded.parts == 0) acknowledge(ticket.stream, ticket.batch, outputs);
}

void Syncer::acknowledge(StreamIndex index, std::uint64_t number, Outputs& outputs) {
  Stream& stream = streams_[index];
  auto batch = stream.batches.extract(number);
  const bool complete = batch.mapped().last && batch.mapped().gaps.empty();
  outputs.send(stream.link.connection(),
               encode(ToShard(Acknowledge{number, std::move(batch.mapped().gaps)})));
  if (!complete || std::exchange(stream.synced, true)) return;
  if (stream.joining) tell_joined(outputs);
}

void Syncer::tell_joined(Outputs& outputs) {
  for (Local& local : locals_) {
    const bool missing = std::any_of(streams_.begin(), streams_.end(), [&](const Stream& stream) {
      return members_.has(config_.remotes[stream.remote].member) && !stream.synced &&
             overlap(stream.slots, local.slots);
    });
    if (!local.joining || !local.link.up() || missing) continue;
    local.joining = false;
    outputs.send(local.link.connection(), encode(ToShard(Joined{})));
  }
}

// Of each shard a stream gets first all that it has, then what is new: what it has may be less than
// before, where it lost its file.
void Syncer::pass_on(LocalIndex local, const Observed& report, Outputs& outputs) {
  const auto asked = tickets_.find(report.ticket);
  for (StreamIndex i = 0; i < streams_.size(); ++i) {
    const Stream& stream = streams_[i];
    const bool all = asked != tickets_.end() && asked->second.stream == i;
    const bool news =
        report.ticket == 0 && stream.phase != Phase::kIdle && !stream.unanswered.contains(local);
    if (!stream.link.up() || !overlap(stream.slots, report.slots) || !(all || news)) continue;
    Observed part = report;
    part.contexts = within(report.contexts, stream.slots);
    if (all || !part.contexts.empty())
      outputs.send(stream.link.connection(), encode(ToShard(std::move(part))));
  }
}

void Syncer::handle_out_of_memory(const OutOfMemory& answer, Outputs& outputs) {
  const auto found = tickets_.find(answer.ticket);
  if (found == tickets_.end()) return;
  const Ticket ticket = found->second;
  tickets_.erase(found);
  for (StreamIndex i = 0; i < streams_.size(); ++i) {
    if (!overlap(streams_[i].slots, locals_[ticket.local].slots)) continue;
    streams_[i].whole.insert(ticket.local);
    if (streams_[i].phase == Phase::kPulling) restart(i, outputs);
  }
  outputs.set_timer(ask_again_timer_, kAskAgain);
}

void Syncer::ask_again(Outputs& outputs) {
  for (StreamIndex i = 0; i < streams_.size(); ++i)
    for (const LocalIndex local : streams_[i].unanswered) {
      const bool asked = std::any_of(tickets_.begin(), tickets_.end(), [&](const auto& item) {
        return item.second.stream == i && item.second.local == local;
      });
      if (!asked) ask(i, local, outputs);
    }
}

void Syncer::answer(const input::Administered& administered, MonotonicTime now, Outputs& outputs) {
  using input::administered::Replication;
  if (const auto* replication = std::get_if<Replication>(&administered.request))
    set_paused(*replication, outputs);
  if (const auto* told = std::get_if<input::administered::Members>(&administered.request)) {
    members_.told(*told);
    for (StreamIndex i = 0; i < streams_.size(); ++i) settle(i, outputs);
    tell_joined(outputs);
  }
  answer_describe(
      administered, [&](const WaitsFor& wait) { describe(now, wait); }, outputs);
}

void Syncer::set_paused(const input::administered::Replication& replication, Outputs& outputs) {
  if (replication.to != config_.datacenter) return;
  if (replication.paused)
    paused_.insert(replication.from);
  else
    paused_.erase(replication.from);
  outputs.replace(encode(paused_).bytes);  // a restart keeps it
  outputs.sync();
  for (StreamIndex i = 0; i < streams_.size(); ++i)
    if (config_.remotes[streams_[i].remote].datacenter == replication.from) settle(i, outputs);
}

bool Syncer::wanted(const Stream& stream) const {
  const SyncerConfig::Remote& remote = config_.remotes[stream.remote];
  return pulls_ && members_.has(config_.member) && members_.has(remote.member) &&
         !paused_.contains(remote.datacenter);
}

void Syncer::settle(StreamIndex index, Outputs& outputs) {
  Stream& stream = streams_[index];
  if (!wanted(stream)) {
    reset(index);
    stream.link.close(outputs);
  } else if (stream.link.idle() || stream.link.retrying()) {
    connect(stream.link, outputs);
  }
}

void Syncer::describe(MonotonicTime now, const WaitsFor& wait) const {
  if (!pulls_) return;
  for (LocalIndex i = 0; i < locals_.size(); ++i)
    if (!locals_[i].link.up())
      wait("local shard " + std::to_string(i) + ": " + locals_[i].link.trouble(now));
  for (const Stream& stream : streams_) describe(stream, now, wait);
}

void Syncer::describe(const Stream& stream, MonotonicTime now, const WaitsFor& waits_for) const {
  const SyncerConfig::Remote& remote = config_.remotes[stream.remote];
  const auto wait = [&](const std::string& what) {
    waits_for("pull from " + remote.name + " shard " + std::to_string(stream.shard) + ": " + what);
  };
  if (!members_.has(config_.member) || !members_.has(remote.member)) return;
  if (paused_.contains(remote.datacenter)) return wait("paused");
  if (!stream.link.up()) return wait(stream.link.trouble(now));
  for (const LocalIndex local : stream.unanswered)
    wait((stream.whole.contains(local) ? "waits for memory in local shard "
                                       : "waits for the contexts of local shard ") +
         std::to_string(local));
  if (stream.snapshots_left > 0)
    wait("full sync of " + std::to_string(stream.snapshots_left) + " slots");
  if (stream.updates_left > 0) wait(std::to_string(stream.updates_left) + " updates behind");
  if (!stream.batches.empty())
    wait(std::to_string(stream.batches.size()) + " batches not yet applied here");
}

}  // namespace faultline::engine::active_active
