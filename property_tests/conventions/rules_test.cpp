// Each rule of the conventions on a small text that breaks it, and on one that looks so but does
// not.
#include <catch2/catch.hpp>

#include "property_tests/conventions/function_rules.h"
#include "property_tests/conventions/include_rules.h"
#include "property_tests/conventions/text_rules.h"
#include "property_tests/conventions/tree_rules.h"

namespace faultline::conventions {
namespace {

Complaints check(Complaints (*rule)(const SourceFile&), const std::string& path,
                 const std::string& text) {
  return rule(source_file(path, text));
}

std::string repeated(const std::string& line, std::size_t times) {
  std::string text;
  for (std::size_t i = 0; i < times; ++i) text += line;
  return text;
}

TEST_CASE("comments and literals are told from code") {
  const SourceFile file = source_file("sim/x.cpp",
                                      "int a = 1'000; // first\n"
                                      "auto b = \"text // no comment\";  /* two\n"
                                      "lines */ char c = '\"'; int d;\n"
                                      "auto e = R\"(raw \" text)\"; int f;\n");
  CHECK(file.code[0].find("1'000") != std::string::npos);
  CHECK(file.code[0].find("first") == std::string::npos);
  CHECK(file.comments[0].find("first") != std::string::npos);
  CHECK(file.code[1].find("text") == std::string::npos);
  CHECK(file.comments[1].find("no comment") == std::string::npos);
  CHECK(file.comments[1].find("two") != std::string::npos);
  CHECK(file.comments[2].find("lines") != std::string::npos);
  CHECK(file.code[2].find("int d;") != std::string::npos);
  CHECK(file.code[3].find("raw") == std::string::npos);
  CHECK(file.code[3].find("int f;") != std::string::npos);
}

TEST_CASE("an include against the arrows is a complaint that says what to do instead") {
  const auto complaints =
      check(broken_arrows, "engine/ports/x.h", "// A\n#include \"sim/run.h\"\n");
  REQUIRE(complaints.size() == 1);
  CHECK(complaints[0].find("engine/ports/x.h:2: engine must not include sim/run.h; instead: ") ==
        0);
  CHECK(check(broken_arrows, "sim/x.cpp", "#include \"reports/report.h\"\n").size() == 1);
  CHECK(check(broken_arrows, "sim/x.cpp", "#include <nlohmann/json.hpp>\n").size() == 1);
  CHECK(check(broken_arrows, "reports/x.cpp", "#include \"scenarios/a.h\"\n").size() == 1);
  CHECK(check(broken_arrows, "engine/dynomite/x.cpp", "#include \"engine/active_active/a.h\"\n")
            .size() == 1);
  CHECK(check(broken_arrows, "engine/active_active/x.cpp", "#include \"engine/dynomite/a.h\"\n")
            .size() == 1);
  CHECK(check(broken_arrows, "sim/checkers/x.cpp", "#include \"engine/dynomite/a.h\"\n").size() ==
        1);
  CHECK(check(broken_arrows, "sim/workloads/x.cpp", "#include \"engine/active_active/a.h\"\n")
            .size() == 1);
  CHECK(check(broken_arrows, "engine/x.cpp", "#include <thread>\n").size() == 1);
  CHECK(check(broken_arrows, "sim/x.cpp", "#include <random>\n").size() == 1);
}

TEST_CASE("includes along the arrows, and in comments, are fine") {
  CHECK(check(broken_arrows, "sim/x.cpp", "#include \"engine/base/ids.h\"\n").empty());
  CHECK(check(broken_arrows, "scenarios/x.cpp", "#include \"sim/run.h\"\n").empty());
  CHECK(check(broken_arrows, "engine/x.cpp", "// #include \"sim/run.h\"\n").empty());
  CHECK(check(broken_arrows, "sim/x.cpp", "#include \"engine/dynomite/a.h\"\n").empty());
}

TEST_CASE("engine/base may include the standard library, xxHash and itself") {
  CHECK(check(base_includes, "engine/base/x.h",
              "#include <vector>\n#include <xxhash.h>\n#include \"engine/base/ids.h\"\n")
            .empty());
  CHECK(check(base_includes, "engine/base/x.h", "#include \"engine/ports/reply.h\"\n").size() == 1);
  CHECK(check(base_includes, "engine/base/x.h", "#include <unistd.h>\n").size() == 1);
  CHECK(check(base_includes, "engine/base/x.h", "#include <fmt/format.h>\n").size() == 1);
  CHECK(check(base_includes, "engine/ports/x.h", "#include \"engine/ports/reply.h\"\n").empty());
}

TEST_CASE("gnuplot outside the charts is a complaint") {
  CHECK(check(gnuplot_includes, "reports/x.cpp", "#include <gnuplot-iostream.h>\n").size() == 1);
  CHECK(check(gnuplot_includes, "reports/charts/x.cpp", "#include <gnuplot-iostream.h>\n").empty());
}

TEST_CASE("every banned word is found where it is banned") {
  for (const BannedWord& banned : kBannedWords) {
    INFO(banned.word);
    const std::string use = "  auto x = " + std::string(banned.word) + ";\n";
    CHECK_FALSE(check(banned_words, "sim/x.cpp", use).empty());
    CHECK(check(banned_words, "sim/x.cpp", "// " + use).empty());
    CHECK(check(banned_words, "sim/x.cpp", "f(\"" + std::string(banned.word) + "\");\n").empty());
    CHECK(check(banned_words, "sim/x.cpp", "int my" + std::string(banned.word) + ";\n").size() <=
          (banned.word.starts_with("std::") ? 1U : 0U));
  }
}

TEST_CASE("floating point is allowed for Redis's own values, in tests and in benches") {
  CHECK(check(banned_words, "engine/ports/x.h", "double x;\n").size() == 1);
  CHECK(check(banned_words, "engine/datatypes/plain.h", "double x;\n").empty());
  CHECK(check(banned_words, "engine/commands/x.cpp", "double x;\n").empty());
  CHECK(check(banned_words, "engine/base/codec.h", "double x;\n").empty());
  CHECK(check(banned_words, "sim/x_test.cpp", "double x;\n").empty());
  CHECK(check(banned_words, "sim/x_bench.cpp", "double x; std::chrono::steady_clock c;\n").empty());
  CHECK(check(banned_words, "sim/x_test.cpp", "std::chrono::steady_clock c;\n").size() == 1);
  CHECK(check(banned_words, "scenarios/x.cpp", "std::chrono::system_clock c;\n").empty());
}

TEST_CASE("unfinished business is found in comments and in code, not in texts") {
  CHECK(check(unfinished_business, "sim/x.cpp", "// TODO: later\n").size() == 1);
  CHECK(check(unfinished_business, "sim/x.cpp", "int a;  /* FIXME */\n").size() == 1);
  CHECK(check(unfinished_business, "sim/x.cpp", "auto a = \"TODO\";\n").empty());
  CHECK(check(unfinished_business, "sim/x.cpp", "int kTODOS;\n").empty());
}

TEST_CASE("columns are characters, not bytes") {
  CHECK(check(long_lines, "sim/x.cpp", std::string(101, 'a') + "\n").size() == 1);
  CHECK(check(long_lines, "sim/x.cpp", std::string(100, 'a') + "\n").empty());
  CHECK(check(long_lines, "sim/x.cpp", "// " + repeated("…", 97) + "\n").empty());
}

TEST_CASE("a file has 400 lines at most") {
  CHECK(check(long_file, "sim/x.cpp", repeated("int a;\n", 400)).empty());
  CHECK(check(long_file, "sim/x.cpp", repeated("int a;\n", 401)).size() == 1);
}

TEST_CASE("a header opens with two lines of comment") {
  CHECK(check(header_opening, "sim/x.h", "// One.\n// Two.\n#pragma once\n").empty());
  CHECK(check(header_opening, "sim/x.h", "// One.\n#pragma once\n").size() == 1);
  CHECK(check(header_opening, "sim/x.h", "").size() == 1);
  CHECK(check(header_opening, "sim/x.cpp", "#include <vector>\n").empty());
}

TEST_CASE("a function has 70 lines at most, its head and its closing brace counted") {
  const auto function = [](std::size_t lines) {
    return "namespace a {\nint f(int a,\n      int b) {\n" + repeated("  g();\n", lines - 3) +
           "}\n}\n";
  };
  CHECK(check(long_functions, "sim/x.cpp", function(70)).empty());
  const auto complaints = check(long_functions, "sim/x.cpp", function(71));
  REQUIRE(complaints.size() == 1);
  CHECK(complaints[0].find("sim/x.cpp:2: a function of 71 lines") == 0);
}

TEST_CASE("long functions are found in classes, in templates and in tests") {
  const std::string body = repeated("  if (a) { b(); }\n", 70) + "}\n";
  CHECK(check(long_functions, "sim/x.h", "class A {\n public:\n  void f() {\n" + body + "};\n")
            .size() == 1);
  CHECK(check(long_functions, "sim/x.h", "template <class T>\nT f(T a) {\n" + body).size() == 1);
  CHECK(check(long_functions, "sim/x.h", "A::A() : a_(1) {\n" + body).size() == 1);
  CHECK(check(long_functions, "sim/x.cpp", "TEST_CASE(\"a {\") {\n" + body).size() == 1);
}

TEST_CASE("long classes, namespaces and tables are no long functions") {
  const std::string members = repeated("  int f() { return 1; }\n", 90) + "};\n";
  CHECK(check(long_functions, "sim/x.h", "class A : public B {\n" + members).empty());
  CHECK(check(long_functions, "sim/x.h", "template <int (*f)()>\nstruct A {\n" + members).empty());
  CHECK(check(long_functions, "sim/x.h",
              "const auto kA = f(1) + std::vector<int>{\n" + repeated("  1,\n", 20) + "};\n")
            .empty());
  CHECK(
      check(long_functions, "sim/x.h", "const A kA[] = {\n" + repeated("  {f(1)},\n", 90) + "};\n")
          .empty());
  CHECK(check(long_functions, "sim/x.h", "#define A(b) \\\n  do { \\\n  } while (false)\nint a;\n")
            .empty());
}

TEST_CASE("the root takes no further entries") {
  CHECK(root_entries({"engine", "README.md", ".git", ".ci", "build"}).empty());
  CHECK(root_entries({"engine", "notes.txt"}).size() == 1);
}

TEST_CASE("a room without a README is a complaint") {
  CHECK(missing_readmes({}).size() == 5);
  CHECK(missing_readmes(
            {"engine/README.md", "sim/README.md", "reports/README.md", "property_tests/README.md"})
            .size() == 1);
}

TEST_CASE("vague folders and names in capitals are complaints") {
  CHECK(bad_names({"sim/util/a.h"}).size() == 1);
  CHECK(bad_names({"sim/Run.cpp"}).size() == 1);
  CHECK(bad_names({"sim/workloads/common.h", "sim/README.md"}).empty());
}

TEST_CASE("a fault that is not registered or has no test is a complaint") {
  std::vector<SourceFile> files = {
      source_file("sim/faults/registry.cpp",
                  "#define KINDS \\\n  KIND(crash_loop)  // KIND(pause)\n"),
      source_file("sim/faults/crash_loop.cpp", "FaultKind crash_loop_fault() {\n"),
      source_file("sim/faults/crash_loop_test.cpp", ""),
      source_file("sim/faults/draws.cpp", "FaultPlan draw(const FaultKind& kind) {\n")};
  CHECK(unregistered(files).empty());
  files.push_back(source_file("sim/faults/pause.cpp", "FaultKind pause_fault() {\n"));
  CHECK(unregistered(files).size() == 2);
  files.push_back(source_file("sim/faults/pause_test.cpp", ""));
  const auto complaints = unregistered(files);
  REQUIRE(complaints.size() == 1);
  CHECK(complaints[0].find("sim/faults/pause.cpp is not in sim/faults/registry.cpp") == 0);
}

TEST_CASE("a kind is registered by its own name, not by one that contains it") {
  std::vector<SourceFile> files = {
      source_file("sim/faults/registry.cpp", "  KIND(crash_loop)\n"),
      source_file("sim/faults/crash.cpp", "FaultKind crash_fault() {\n"),
      source_file("sim/faults/crash_test.cpp", "")};
  CHECK(unregistered(files).size() == 1);
  files[0] = source_file("sim/faults/registry.cpp", "  KIND(crash_loop)  KIND(crash)\n");
  CHECK(unregistered(files).empty());
}

TEST_CASE("a kind lies in the file of its name") {
  const std::vector<SourceFile> files = {
      source_file("sim/workloads/registry.cpp", "  KIND(cart)\n"),
      source_file("sim/workloads/mixed.cpp", "WorkloadKind cart_workload() {\n"),
      source_file("sim/workloads/cart_test.cpp", "")};
  const auto complaints = unregistered(files);
  REQUIRE(complaints.size() == 1);
  CHECK(complaints[0] == "sim/workloads/mixed.cpp defines cart_workload; instead: in cart.cpp");
}

TEST_CASE("a data type without its line in the registry is a complaint") {
  std::vector<SourceFile> files = {
      source_file("engine/datatypes/registry.h", "#include \"engine/datatypes/set/set.h\"\n"),
      source_file("engine/datatypes/set/set.h", ""), source_file("engine/datatypes/stamp.h", "")};
  CHECK(unlisted_datatypes(files).empty());
  files.push_back(source_file("engine/datatypes/list/list.h", ""));
  CHECK(unlisted_datatypes(files).size() == 1);
}

}  // namespace
}  // namespace faultline::conventions
