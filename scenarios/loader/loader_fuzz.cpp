// libFuzzer's entry: whatever the bytes, the loader keeps its promises.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "scenarios/loader/loader_promise_fixture.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string broken =
      faultline::scenarios::broken_promise({reinterpret_cast<const char*>(data), size});
  if (broken.empty()) return 0;
  std::fprintf(stderr, "broken promise of the loader: %s\n", broken.c_str());
  std::abort();
}
