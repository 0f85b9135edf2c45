#include "property_tests/differential/model.h"

namespace faultline::differential {

using namespace engine;

bool PlainModel::knows(std::string_view command) const {
  return find_command(command) != nullptr;
}

Reply PlainModel::answer(const Arguments& arguments, Effects& effects) {
  const PlainView view(keyspace_, now_);
  return run_command({arguments, view, now_, effects, random_});
}

Reply PlainModel::run(const Arguments& arguments) {
  Effects effects;
  Reply reply = answer(arguments, effects);
  for (const Effect& effect : effects.list()) keyspace_.apply(effect.key, effect.change);
  return reply;
}

// With the same draws to come, so that a program means the same whatever ran before it.
void PlainModel::clear() {
  keyspace_ = PlainKeyspace();
  random_ = Prng(1);
}

std::vector<Bytes> PlainModel::keys() {
  return PlainView(keyspace_, now_).keys();
}

std::string PlainModel::type_of(const Bytes& key) {
  const PlainView view(keyspace_, now_);
  const AnyReader found = view.find(key);
  // Readers stand in the order of DataTypes, after "no such key".
  return std::string(found.index() == 0 ? "none" : type_name(found.index() - 1));
}

}  // namespace faultline::differential
