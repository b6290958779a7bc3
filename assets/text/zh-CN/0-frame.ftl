# 来访者看到和听到的话。一个编号一句话；.hint 是下面的小字；.speech 是念法不同时的念词。

## 框架
home = 您好，
    今天来办什么？
    .hint = 请按一个，或者直接把身份证放在下面
    .speech = 您好，今天来办什么？请按一个，或者直接把身份证放在下面的读卡区。
home-ticket = 我要办事
    .hint = 刷身份证，取绿色通道号
home-no-card = 没带身份证
    .hint = 不刷证，也能取号
home-volunteer = 找志愿者
    .hint = 带路、陪同、复印
home-language = English
    .speech = 英文
bar-back = 返回
bar-repeat = 再听一遍
bar-settings = 大小颜色
bar-help = 叫人帮忙
bar-next-page = 下一页
bar-done = 选好了，下一步
bar-none = 都不需要，下一步
step = 第 { $now } 步，共 { $of } 步
focus-position = 第{ COUNT($place) }项，共{ COUNT($of) }项
focus-chosen = 已选
focus-not-chosen = 没有选
options-one = 按确认键：{ $first }
options-many = 共{ COUNT($count) }项，第一项：{ $first }
go-on = 继续
understood = 我知道了
channel = 绿色通道
elapsed = 已通知
elapsed-coming = 正在过来
working = 请稍等
    .hint = 马上就好
working-print = 正在打印小票
    .hint = 请稍等，马上就好
working-call = 正在呼叫
    .hint = 请稍等，马上就好
working-ticket = 正在取号
    .hint = 请稍等，马上就好
