#include "scenarios/internal_fault.h"

#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <string>

#include "engine/base/assert.h"

using namespace faultline::scenarios;

// In a process of its own, for it ends.
TEST_CASE("an internal fault names scenario, seed and the command that repeats it, and exits 4") {
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  const pid_t child = fork();
  if (child == 0) {
    dup2(ends[1], STDERR_FILENO);
    install_internal_fault_handler();
    const RunUnderWay under_way("some/cart.json", 7, "faultline run cart.json --seed 7");
    FL_ASSERT(1 + 1 == 3, "numbers add up");
    _exit(0);
  }
  close(ends[1]);
  std::string text;
  char bytes[256];
  for (ssize_t size; (size = read(ends[0], bytes, sizeof bytes)) > 0;)
    text.append(bytes, static_cast<std::size_t>(size));
  close(ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 4);
  CHECK(text.starts_with("internal fault: "));
  CHECK(text.find("numbers add up (1 + 1 == 3)\n"
                  "in scenario some/cart.json, seed 7\n"
                  "repeat faultline run cart.json --seed 7\n") != std::string::npos);
}
