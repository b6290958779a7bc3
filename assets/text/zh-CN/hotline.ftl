# 电话咨询
more-hotline = 电话和上门
    .hint = 打电话问，请人到家里办
hotline = 有事打这个电话
    .speech = 有事打这个电话，{ DIGITS($hotline) }，再说一遍，{ DIGITS($hotline) }。
hotline-hours = { $hours }
opinion-box = 意见箱：{ $place }
hotline-home-visit = 预约上门
    .hint = 工作人员到家里来办
hotline-print = 打印号码
hotline-note = 请把号码抄下来
hotline-sheet = 便民服务热线
hotline-number = { $hotline }
hotline-what-for = 咨询、预约上门、提意见
