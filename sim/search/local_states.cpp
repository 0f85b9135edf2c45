#include "sim/search/local_states.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/codec.h"
#include "sim/story/numbers.h"
#include "sim/story/text.h"

namespace faultline::sim {
namespace {

// Each replica draws by itself, the same whenever it gets there.
engine::Prng draws_of(const engine::Opaque<engine::OperationId>& operation,
                      std::uint32_t datacenter) {
  return engine::Prng(engine::combine64(operation.value.value(), datacenter));
}

std::string value_text(const engine::PlainKey& key) {
  const std::vector<engine::Bytes> parts = engine::parts_of(key.value);
  std::string text;
  for (const engine::Bytes& part : parts)
    text += (text.empty() ? "" : " ") + argument_text(part.view());
  const bool whole = engine::type_name(key.value.index()) == "string";
  if (!whole) text = "{" + text + "}";
  if (!key.expires_at) return text;
  return text + " until " + moment_text(engine::nanoseconds_of(*key.expires_at));
}

std::string all_keys_text(const engine::LoneReplica& replica, engine::WallTime now) {
  std::string text;
  for (const engine::Bytes& key : replica.keys(now))
    text += fmt::format("{}{} = {}", text.empty() ? "" : ", ", argument_text(key.view()),
                        value_text(*replica.shown(key, now)));
  return text.empty() ? "nothing" : text;
}

}  // namespace

LocalStates::LocalStates(const OrderPlan& plan) : plan_(plan) {
  for (std::uint32_t i = 0; i < plan.datacenters.size(); ++i) {
    starts_.push_back(static_cast<LocalState>(locals_.size()));
    by_digest_.emplace(std::pair(i, plan.make(i)->digest()), starts_.back());
    locals_.push_back({i, starts_.back()});
  }
}

std::vector<engine::Bytes> LocalStates::take(engine::LoneReplica& replica, std::uint32_t datacenter,
                                             const Step& step) const {
  if (!step.message) {
    const OrderPlan::Command& command = plan_.clients[step.client].commands[step.command];
    engine::Prng draws = draws_of(command.request.operation, datacenter);
    return replica.run(command.request, command.wall, draws).messages;
  }
  const Message& message = messages_[*step.message];
  engine::Prng draws = draws_of(message.operation, datacenter);
  replica.deliver(message.bytes, message.wall, draws);
  return {};
}

std::unique_ptr<engine::LoneReplica> LocalStates::replay(LocalState state) const {
  std::vector<const Local*> way;
  const std::uint32_t datacenter = locals_[state].datacenter;
  for (LocalState at = state; at != starts_[datacenter]; at = locals_[at].before)
    way.push_back(&locals_[at]);
  auto replica = plan_.make(datacenter);
  for (auto each = way.rbegin(); each != way.rend(); ++each)
    (void)take(*replica, datacenter, (*each)->step);
  return replica;
}

LocalState LocalStates::number(const engine::LoneReplica& replica, LocalState before,
                               const Step& step) {
  const std::uint32_t datacenter = locals_[before].datacenter;
  const auto [found, is_new] = by_digest_.try_emplace({datacenter, replica.digest()},
                                                      static_cast<LocalState>(locals_.size()));
  if (is_new) locals_.push_back({datacenter, before, step});
  return found->second;
}

MessageId LocalStates::number(Message message) {
  const engine::Hash128 hash = engine::hash128(engine::encode(message).bytes.view());
  const auto [found, is_new] =
      by_content_.try_emplace(hash, static_cast<MessageId>(messages_.size()));
  if (is_new) messages_.push_back(std::move(message));
  return found->second;
}

LocalStates::Issued LocalStates::issue(LocalState state, std::uint32_t client,
                                       std::uint32_t command) {
  for (const auto& [of, issued] : locals_[state].issued)
    if (of == std::pair(client, command)) return issued;
  const auto replica = replay(state);
  const Step step{std::nullopt, client, command};
  Issued issued;
  const OrderPlan::Command& asked = plan_.clients[client].commands[command];
  for (engine::Bytes& bytes : take(*replica, locals_[state].datacenter, step))
    issued.messages.push_back(number({std::move(bytes), asked.wall, asked.request.operation}));
  issued.after = number(*replica, state, step);
  locals_[state].issued.emplace_back(std::pair(client, command), issued);
  return issued;
}

LocalState LocalStates::deliver(LocalState state, MessageId message) {
  for (const auto& [of, after] : locals_[state].delivered)
    if (of == message) return after;
  const auto replica = replay(state);
  const Step step{message};
  (void)take(*replica, locals_[state].datacenter, step);
  const LocalState after = number(*replica, state, step);
  locals_[state].delivered.emplace_back(message, after);
  return after;
}

ShownId LocalStates::shown(LocalState state) {
  Local& local = locals_[state];
  if (!local.shown) {
    std::string text = all_keys_text(*replay(state), plan_.read_at);
    const auto [found, is_new] = by_text_.try_emplace(text, static_cast<ShownId>(texts_.size()));
    if (is_new) texts_.push_back(std::move(text));
    local.shown = found->second;
  }
  return *local.shown;
}

}  // namespace faultline::sim
