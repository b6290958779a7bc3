# 小票上的话。不印姓名、群体、身份证号。
ticket-channel = 绿色通道
ticket-errand = 办理：{ $errand }
ticket-ahead = 前面还有 { $count } 位
ticket-cash = 现金：{ $place }
ticket-next-title = 下一步
ticket-next-go = 到{ $place }
ticket-next-show = 把小票交给窗口工作人员
ticket-next-seat = 在爱心专座等叫号
ticket-next-wait = 在这里等，有人来接您
ticket-next-help = 有困难找穿红马甲的人
ticket-hotline = 热线 { $hotline }
ticket-reprint = 补打 { $n }
ticket-helper = 服务人员：{ $who }
ticket-helper-blank = 服务人员：＿＿＿＿＿
