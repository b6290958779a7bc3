# 数字键盘
digits-key = { $digit }
    .speech = { DIGITS($digit) }
digits-delete = 退一格
digits-done = 好了
digits-missing = 还差{ COUNT($count) }位
digits-secret = 已输{ COUNT($count) }位
