// What follows from the rest of an object and is dear to make: made when somebody asks, kept up
// while it is there, and not copied with the object.
#pragma once

#include <memory>
#include <utility>

namespace faultline::engine {

template <class Value>
class Lazy {
 public:
  Lazy() = default;
  Lazy(const Lazy&) {}
  Lazy& operator=(const Lazy& other) {
    if (this != &other) reset();
    return *this;
  }
  Lazy(Lazy&&) noexcept = default;
  Lazy& operator=(Lazy&&) noexcept = default;
  ~Lazy() = default;

  [[nodiscard]] explicit operator bool() const { return value_ != nullptr; }
  [[nodiscard]] Value& operator*() const { return *value_; }
  [[nodiscard]] Value* operator->() const { return value_.get(); }
  void emplace() { value_ = std::make_unique<Value>(); }
  void reset() { value_.reset(); }

 private:
  std::unique_ptr<Value> value_;
};

}  // namespace faultline::engine
