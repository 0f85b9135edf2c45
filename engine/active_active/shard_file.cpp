#include "engine/active_active/shard_file.h"

#include <utility>

#include "engine/base/record.h"

namespace faultline::engine::active_active {
namespace {

constexpr Duration kSyncEvery = std::chrono::seconds(1);  // appendfsync everysec

}  // namespace

ShardFile::Contents ShardFile::read(const std::vector<Bytes>& records, Outputs& outputs) {
  Contents contents;
  for (const Bytes& bytes : records) {
    const auto content = unseal(records_, bytes);
    auto record = content ? decode<LogRecord>(*content) : std::nullopt;
    if (!record) {
      outputs.truncate(records_);
      outputs.observe(observation::Mark{"damaged_file_cut"});
      contents.whole = false;
      break;
    }
    ++records_;
    contents.records.push_back(std::move(*record));
  }
  return contents;
}

std::size_t ShardFile::append(const LogRecord& record, Outputs& outputs) {
  Encoded encoded = encode(record);
  const std::size_t bytes = encoded.bytes.size() - encoded.uncounted;
  outputs.append(seal(records_++, encoded.bytes));
  if (!unsynced_) outputs.set_timer(sync_timer_, kSyncEvery);
  unsynced_ = true;
  return bytes;
}

void ShardFile::append_durably(const std::vector<LogRecord>& records, Outputs& outputs) {
  for (const LogRecord& record : records) outputs.append(seal(records_++, encode(record).bytes));
  outputs.sync();
  outputs.observe(observation::Durable{});
}

void ShardFile::clear(Outputs& outputs) {
  outputs.truncate(0);
  records_ = 0;
}

bool ShardFile::sync(const StepContext& context, Outputs& outputs) {
  if (context.disk_full()) {  // as Redis does, try again a second later
    outputs.set_timer(sync_timer_, kSyncEvery);
    return false;
  }
  outputs.sync();
  outputs.observe(observation::Durable{});
  unsynced_ = false;
  return true;
}

}  // namespace faultline::engine::active_active
