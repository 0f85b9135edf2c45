// Our side of the comparison. PlainModel is one plain Redis of the engine, run command by command;
// nothing else in this folder knows how the engine runs a command. Tests of the comparison itself
// put others in its place.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/commands/command.h"
#include "engine/datatypes/plain_keyspace.h"

namespace faultline::differential {

class Model {
 public:
  virtual ~Model() = default;
  [[nodiscard]] virtual bool knows(std::string_view command) const = 0;
  [[nodiscard]] virtual engine::Reply run(const engine::Arguments& arguments) = 0;
  virtual void set_time(engine::WallTime now) = 0;
  virtual void clear() = 0;
  // All that a client sees.
  [[nodiscard]] virtual std::vector<engine::Bytes> keys() = 0;
  // As TYPE answers it.
  [[nodiscard]] virtual std::string type_of(const engine::Bytes& key) = 0;
};

class PlainModel : public Model {
 public:
  [[nodiscard]] bool knows(std::string_view command) const override;
  [[nodiscard]] engine::Reply run(const engine::Arguments& arguments) override;
  void set_time(engine::WallTime now) override { now_ = now; }
  void clear() override;
  [[nodiscard]] std::vector<engine::Bytes> keys() override;
  [[nodiscard]] std::string type_of(const engine::Bytes& key) override;

 protected:
  // Virtual for tests alone, which plant wrong answers.
  [[nodiscard]] virtual engine::Reply answer(const engine::Arguments& arguments,
                                             engine::Effects& effects);

 private:
  engine::PlainKeyspace keyspace_;
  engine::WallTime now_{};
  engine::Prng random_{1};
};

}  // namespace faultline::differential
