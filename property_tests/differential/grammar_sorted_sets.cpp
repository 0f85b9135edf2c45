// Commands of sorted sets.

#include "property_tests/differential/families.h"

namespace faultline::differential {
namespace {

// clang-format off
constexpr Form kSortedSetForms[] = {
    {"ZADD key [NX|XX] [GT|LT] [CH] [INCR] (score member)+", 6},
    {"ZADD key (score member)+", 12},
    {"ZADD lexical-key (0 member)+", 6},
    {"ZCARD key"},
    {"ZCOUNT key score-bound score-bound"},
    {"ZDIFF mixed-keys [WITHSCORES]"},
    {"ZDIFFSTORE key mixed-keys"},
    {"ZINCRBY key score member", 3},
    {"ZINTER mixed-keys [WEIGHTS weights] [AGGREGATE (SUM|MIN|MAX)] [WITHSCORES]"},
    {"ZINTERCARD mixed-keys [LIMIT count]"},
    {"ZINTERSTORE key mixed-keys [WEIGHTS weights] [AGGREGATE (SUM|MIN|MAX)]"},
    {"ZLEXCOUNT lexical-key lex-bound lex-bound"},
    {"ZMPOP keys (MIN|MAX) [COUNT count]"},
    {"ZMSCORE key member+"},
    {"ZPOPMAX key [count]"},
    {"ZPOPMIN key [count]"},
    {"ZRANDMEMBER key [random-count [WITHSCORES]]", 3},
    {"ZRANGE key index index [REV] [WITHSCORES]", 3},
    {"ZRANGE key index index [BYSCORE|BYLEX] [REV] [LIMIT index index] [WITHSCORES]"},
    {"ZRANGE key score-bound score-bound BYSCORE [REV] [LIMIT index index] [WITHSCORES]", 3},
    {"ZRANGE lexical-key lex-bound lex-bound BYLEX [REV] [LIMIT index index]", 3},
    {"ZRANGEBYLEX lexical-key lex-bound lex-bound [LIMIT index index]"},
    {"ZRANGEBYSCORE key score-bound score-bound [WITHSCORES] [LIMIT index index]"},
    {"ZRANGESTORE key key index index [REV]"},
    {"ZRANGESTORE key key score-bound score-bound BYSCORE [REV] [LIMIT index index]"},
    {"ZRANGESTORE key lexical-key lex-bound lex-bound BYLEX [REV] [LIMIT index index]"},
    {"ZRANK key member"},
    {"ZREM key member+", 3},
    {"ZREMRANGEBYLEX lexical-key lex-bound lex-bound"},
    {"ZREMRANGEBYRANK key index index"},
    {"ZREMRANGEBYSCORE key score-bound score-bound"},
    {"ZREVRANGE key index index [WITHSCORES]"},
    {"ZREVRANGEBYLEX lexical-key lex-bound lex-bound [LIMIT index index]"},
    {"ZREVRANGEBYSCORE key score-bound score-bound [WITHSCORES] [LIMIT index index]"},
    {"ZREVRANK key member"},
    {"ZSCAN key cursor [MATCH pattern] [COUNT count]"},
    {"ZSCORE key member"},
    {"ZUNION mixed-keys [WEIGHTS weights] [AGGREGATE (SUM|MIN|MAX)] [WITHSCORES]"},
    {"ZUNIONSTORE key mixed-keys [WEIGHTS weights] [AGGREGATE (SUM|MIN|MAX)]", 3},
};
// clang-format on

}  // namespace

std::span<const Form> sorted_set_forms() {
  return kSortedSetForms;
}

}  // namespace faultline::differential
