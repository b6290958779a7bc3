# 留一个电话
phone = 请按电话号码
    .hint = 手机，或区号加座机
    .speech = 请按电话号码。手机，或区号加座机。按一下，念一下。
phone-again = 请再看看号码
    .hint = 请再按一遍；座机先按区号
phone-none = 不留电话
phone-check = 号码对吗？
phone-aloud = { $first } { $second } { $third }
    .speech = { DIGITS($first) }，{ DIGITS($second) }，{ DIGITS($third) }
phone-right = 对的
phone-wrong = 重新按
