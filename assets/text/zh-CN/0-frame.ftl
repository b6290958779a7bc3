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
home-board = 文字沟通
    .hint = 写字、选句子
home-guide = 我要去哪里
    .hint = 找窗口、卫生间、电梯
home-more = 更多服务
    .hint = 设施、电话、上门、缴费、评价
home-language = English
    .speech = 英文
profile-low-vision = 看不清
    .hint = 特大的字，读给您听
profile-blind = 看不见
    .hint = 全部读给您听，画面关掉
profile-deaf = 听不清
    .hint = 都看得见，不用听
profile-seated = 坐着用
    .hint = 按钮都放低
profile-unsteady = 手不稳
    .hint = 按钮更大，按偏了也行
profile-unhurried = 慢一点
    .hint = 多给时间，一次少几项
bar-back = 返回
bar-repeat = 再听一遍
bar-settings = 大小颜色
bar-emergency = 紧急呼叫
bar-help = 叫人帮忙
bar-next-page = 下一页
bar-done = 选好了，下一步
bar-none = 都不选，下一步
step = 第 { $now } 步，共 { $of } 步
    .speech = 第{ COUNT($now) }步，共{ COUNT($of) }步
focus-position = 第{ COUNT($place) }项，共{ COUNT($of) }项
focus-bar = 在最下面一排
focus-button = 按钮
focus-toggle = 可勾选
focus-chosen = 已选
focus-not-chosen = 没有选
options-one = 按确认键：{ $first }
options-next = 第{ COUNT($place) }项：{ $title }
options-many = 共{ COUNT($count) }项，第一项：{ $first }
go-on = 继续
understood = 我知道了
channel = 绿色通道
elapsed = 已通知
elapsed-coming = 正在过来
elapsed-said = { $minutes ->
    [0] { $label }不到一分钟
    [2] { $label }两分钟
   *[other] { $label }{ COUNT($minutes) }分钟
    }
working = 请稍等
    .hint = 马上就好
working-print = 正在打印小票
    .hint = 请稍等，马上就好
working-call = 正在呼叫
    .hint = 请稍等，马上就好
working-ticket = 正在取号
    .hint = 请稍等，马上就好
curtain = 画面已关，正在用语音。要看画面，快点两下这个按钮
curtain-open = 打开画面
settings-uses-open = 换个用法
    .hint = 看不清、听不清、手不稳……
    .speech = 换个用法，看不清、看不见、听不清、坐着用、手不稳、慢一点。
sign-pause = 暂停手语
sign-play = 播放手语
sign-again = 再看一遍

## 纸
working-sheet = 正在打印
sheet-failed = 没有打印出来
    .hint = { $why }
sheet-uncertain = 纸出来了吗？
    .hint = 打印机没有说清楚，请看一看
sheet-go-on = 不打印，接着办
