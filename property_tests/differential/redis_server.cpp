#include "property_tests/differential/redis_server.h"

#include <fcntl.h>
#include <hiredis/hiredis.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace faultline::differential {
namespace {

using engine::Arguments;
using engine::Bytes;
using engine::Reply;

constexpr const char* kLog = "log";
constexpr const char* kSocket = "socket";
constexpr const char* kClock = "clock";
constexpr const char* kClockLibrary = "stepped_clock.so";

[[noreturn]] void fail(const std::string& what) {
  throw std::runtime_error("redis-server: " + what);
}

std::filesystem::path new_folder() {
  std::string name = (std::filesystem::temp_directory_path() / "faultline-redis-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) fail("no folder " + name);
  const std::filesystem::path folder(name);
  std::filesystem::create_symlink(FAULTLINE_STEPPED_CLOCK_LIBRARY, folder / kClockLibrary);
  return folder;
}

std::vector<std::string> command_line(const std::filesystem::path& folder, Encodings encodings) {
  // clang-format off
  std::vector<std::string> words = {"redis-server",
      "--port", "0",
      "--unixsocket", folder / kSocket,
      "--dir", folder,
      "--save", "",
      "--appendonly", "no",
      "--databases", "1",
      "--enable-debug-command", "yes"};
  if (encodings == Encodings::kEarlyGeneral)
    words.insert(words.end(), {
      "--set-max-intset-entries", "4",
      "--hash-max-listpack-entries", "4",
      "--hash-max-listpack-value", "16",
      "--zset-max-listpack-entries", "4",
      "--zset-max-listpack-value", "16"});
  // clang-format on
  return words;
}

// In the child: becomes the server, which dies with the test.
[[noreturn]] void become_server(const std::filesystem::path& folder, Encodings encodings) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  const int log = open((folder / kLog).c_str(), O_WRONLY | O_CREAT, 0600);
  dup2(log, STDOUT_FILENO);
  dup2(log, STDERR_FILENO);
  setenv("FAULTLINE_STEPPED_CLOCK", (folder / kClock).c_str(), 1);
  // A path must not hold a space there, and who knows where the project and the folder lie.
  if (chdir(folder.c_str()) != 0) _exit(127);
  setenv("LD_PRELOAD", ("./" + std::string(kClockLibrary)).c_str(), 1);
  std::vector<std::string> words = command_line(folder, encodings);
  std::vector<char*> line;
  for (std::string& word : words) line.push_back(word.data());
  line.push_back(nullptr);
  execvp(line[0], line.data());
  _exit(127);
}

Reply reply_of(const redisReply& reply) {
  switch (reply.type) {
    case REDIS_REPLY_NIL:
      return engine::nil_reply();
    case REDIS_REPLY_INTEGER:
      return engine::integer_reply(reply.integer);
    case REDIS_REPLY_ARRAY: {
      std::vector<Reply> list;
      for (std::size_t i = 0; i < reply.elements; ++i) list.push_back(reply_of(*reply.element[i]));
      return {std::move(list)};
    }
    default:
      break;
  }
  const Bytes text(std::string_view(reply.str, reply.len));
  if (reply.type == REDIS_REPLY_STATUS) return {engine::Status{text}};
  if (reply.type == REDIS_REPLY_ERROR) return {engine::Error{text}};
  return engine::bulk_reply(text);
}

}  // namespace

PinnedToOneCore::PinnedToOneCore() {
  sched_getaffinity(0, sizeof(before_), &before_);
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(static_cast<std::size_t>(sched_getcpu()), &one);
  sched_setaffinity(0, sizeof(one), &one);
}

PinnedToOneCore::~PinnedToOneCore() {
  sched_setaffinity(0, sizeof(before_), &before_);
}

void RedisServer::Disconnect::operator()(redisContext* context) const noexcept {
  redisFree(context);
}

RedisServer::RedisServer(Encodings encodings) : folder_(new_folder()) {
  try {
    map_clock();
    start(encodings);
    connect();
    require_version();
    (void)run({"DEBUG", "SET-ACTIVE-EXPIRE", "0"});
  } catch (...) {
    stop();
    throw;
  }
}

RedisServer::~RedisServer() {
  stop();
}

void RedisServer::map_clock() {
  const int file = open((folder_ / kClock).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0 || ftruncate(file, sizeof(*clock_)) != 0) fail("no file for its clock");
  void* mapped = mmap(nullptr, sizeof(*clock_), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  close(file);
  if (mapped == MAP_FAILED) fail("its clock cannot be mapped");
  clock_ = static_cast<std::int64_t*>(mapped);
}

void RedisServer::start(Encodings encodings) {
  process_ = fork();
  if (process_ < 0) fail("no process for it");
  if (process_ == 0) become_server(folder_, encodings);
}

void RedisServer::connect() {
  constexpr int kAttempts = 1000;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    connection_.reset(redisConnectUnix((folder_ / kSocket).c_str()));
    if (connection_ != nullptr && connection_->err == 0) return;
    if (waitpid(process_, nullptr, WNOHANG) == process_) {
      process_ = -1;
      std::ostringstream log;
      log << std::ifstream(folder_ / kLog).rdbuf();
      fail("is not installed or does not start (.ci/install installs it)\n" + log.str());
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  fail("does not answer on its socket");
}

void RedisServer::require_version() {
  const Reply info = run({"INFO", "server"});
  const auto* text = std::get_if<Bytes>(&info.value);
  if (text == nullptr || text->view().find("redis_version:7.0.") == std::string_view::npos)
    fail("the semantics are those of version 7.0, this is another one");
}

void RedisServer::stop() noexcept {
  connection_.reset();
  if (process_ > 0) {
    kill(process_, SIGKILL);
    waitpid(process_, nullptr, 0);
  }
  if (clock_ != nullptr) munmap(clock_, sizeof(*clock_));
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

Reply RedisServer::run(const Arguments& arguments) {
  std::vector<const char*> texts;
  std::vector<std::size_t> sizes;
  for (const Bytes& argument : arguments) {
    // A null pointer with no bytes is an argument as well, but not to memcpy.
    texts.push_back(argument.empty() ? "" : argument.view().data());
    sizes.push_back(argument.size());
  }
  struct Free {
    void operator()(void* reply) const noexcept { freeReplyObject(reply); }
  };
  const std::unique_ptr<void, Free> reply(redisCommandArgv(
      connection_.get(), static_cast<int>(texts.size()), texts.data(), sizes.data()));
  if (reply == nullptr) fail(std::string("lost: ") + connection_->errstr);
  return reply_of(*static_cast<const redisReply*>(reply.get()));
}

void RedisServer::set_time(engine::WallTime now) {
  // The server reads it after the next command, which the socket brings it, so this is in order.
  *static_cast<volatile std::int64_t*>(clock_) = engine::nanoseconds_of(now) / 1000;
}

}  // namespace faultline::differential
