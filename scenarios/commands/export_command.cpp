#include "scenarios/program.h"
namespace faultline::scenarios {
int export_command(const ProgramCommand&, const Words&, Console&) { return 2; }
}  // namespace faultline::scenarios
