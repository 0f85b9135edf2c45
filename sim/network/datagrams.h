// Messages without a stream, as UDP carries them: each takes its own time, and may be lost, arrive
// twice or overtake others; nobody is told. A cut that holds bytes for the heal holds no datagrams.
#pragma once

#include <map>

#include "engine/base/bytes.h"
#include "sim/kernel/event.h"
#include "sim/network/conditions.h"
#include "sim/network/streams.h"

namespace faultline::sim {

class Datagrams {
 public:
  Datagrams(Scheduler& scheduler, StreamUser& user, const Hosts& hosts, Conditions& conditions);

  void send(engine::ProcessId from, engine::ProcessId to, engine::Bytes bytes);
  void handle(const Event& event);

 private:
  struct UnderWay {
    engine::ProcessId from;
    engine::ProcessId to;
    engine::Bytes bytes;
  };
  void put_under_way(const UnderWay& datagram, engine::Duration extra);

  Scheduler& scheduler_;
  StreamUser& user_;
  const Hosts& hosts_;
  Conditions& conditions_;
  std::map<std::uint32_t, UnderWay> under_way_;
  std::uint32_t last_ = 0;
};

}  // namespace faultline::sim
