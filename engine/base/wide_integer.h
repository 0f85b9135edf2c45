// Integers of 128 bits, for products of two of 64: times by ratios, draws by shares. An extension
// that g++ and clang++ share.
#pragma once

namespace faultline::engine {

__extension__ using WideInteger = __int128;
__extension__ using WideUnsigned = unsigned __int128;

}  // namespace faultline::engine
