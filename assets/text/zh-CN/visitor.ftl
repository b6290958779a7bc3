# 来访者看到和听到的话。一个编号一句话；.hint 是下面的小字；.speech 是念法不同时的念词。

## 身份证
card = 请把身份证
    放在下面
    .hint = 放稳，听到“好了”再拿走
    .speech = 请把身份证放在屏幕下面的读卡区，放稳，听到好了再拿走。没带也没关系。只用来看年龄，不保存，不打印。
card-none = 没带身份证
    .hint = 不刷证，也能取号
card-staff = 请工作人员来
card-reading = 正在读，请不要拿走
card-done = 好了，可以拿走身份证了
card-moved = 卡动了，请重新放一次，放稳
card-unreadable = 这张卡读不出来，不要紧，请按“没带身份证”继续
card-not-identity = 这不是身份证，请放身份证，或按“没带身份证”继续
card-name-locked = 读不到姓名，请用身份证或找志愿者
    .hint = 也可以按“没带身份证”继续
    .speech = 这张卡读不到姓名，请用身份证，或者找志愿者。
card-reader-down = 读卡器暂时不能用，请按“没带身份证”继续
card-check = 证件请人工核对
    .hint = 不影响取号，到窗口请工作人员看一下
card-expired = 身份证已过期，办事时请问窗口
card-left = 请拿好您的身份证
    .hint = 身份证还在读卡区
    .speech = 请拿好您的身份证，身份证还在读卡区，就在屏幕下面。
card-left-again = 我要重新开始

## 需要什么
needs = 怎样对您方便？
    .hint = 可以选几个，也可以不选
    .speech = 怎样对您方便？可以选几个，也可以不选。
need-large_type = 大字
need-speech = 语音
need-writing = 手写
need-sign = 手语
need-wheelchair = 轮椅
need-slowly = 慢一点
need-company = 有人陪

## 群体（可以不选）
group = 您属于哪一类？
    .hint = 自己说就行，不用证明，也可以不选
    .speech = 您属于哪一类？自己说就行，不用证明，也可以不选。
group-elder = 老年人
group-disabled = 残疾人
group-pregnant = 孕妇
    .hint = 也包括带婴儿的
group-military = 军人
    .hint = 也包括退役军人
group-other = 其他需要帮助
group-skip = 不选，下一步

## 办什么事
errand = 您要办哪件事？
place = { $floor } { $window } 号窗口
    .speech = { $floor }{ COUNT($window) }号窗口
way = { $floor_way }，{ $way }

## 怎么办
help = 要我们怎么帮您？
help-seat = 专座优先办
    .hint = 到爱心专座，优先叫号
help-accompany = 全程陪同办
    .hint = 工作人员来陪您办完
help-agent = 专人代理办
    .hint = 工作人员替您跑窗口
help-home_visit = 预约上门办
    .hint = 工作人员来登记，约好上门
help-home-visit = 现在就登记上门吗？
    .hint = 问地方、事情、时间，约三分钟
help-home-visit-now = 现在登记
help-home-visit-person = 取号，请人来登记
help-interpreter = 手语、外语翻译
    .hint = 请会手语或外语的人来

## 确认
confirm = 这样对吗？
confirm-errand = 办 { $errand }
confirm-yes = 对，取号
confirm-change = 改一改

## 小票
farewell = 好了，这是您的号
    .hint = 前面还有 { $count } 位
    .speech = 好了，您的号码是 { $series } { DIGITS($n) }。再说一遍，{ $series } { DIGITS($n) }。前面还有{ COUNT($count) }位。
farewell-place = { $errand }：{ $place }
farewell-called = 已通知{ $station }，会有人过来
farewell-card = 请取走小票，身份证别忘了
farewell-paper = 请从下面取走小票
farewell-hotline = 热线 { $hotline }
    .speech = 有事可以打热线 { DIGITS($hotline) }
cash = 可付现金：{ $place }
    .speech = 可以付现金，在{ $place }

## 扫小票
found = 您的号是这个
    .hint = 前面还有 { $count } 位
    .speech = 您的号码是 { $series } { DIGITS($n) }。前面还有{ COUNT($count) }位。
found-print = 再打印一张
found-nothing = 这张认不出来
    .hint = { $why }
    .speech = 这张认不出来，{ $why }。
ticket-unknown = 请扫今天在这里取的小票
ticket-scan-later = 先办完这一步，再扫小票
working-find = 正在查
    .hint = 请等一等

## 叫人
volunteer = 要志愿者帮什么？
reason-help = 别的事情
reason-guide = 带路、咨询
    .hint = 告诉您去哪里办
reason-accompany = 陪我办事
reason-copy_print = 复印打印
reason-wheelchair = 送轮椅来
reason-interpreter = 手语、外语翻译
called = 已通知{ $station }
    .hint = 请在这里等，会有人过来
    .speech = 已通知{ $station }，请在这里等，会有人过来。
called-next = 还没有人回应
    .hint = 现已通知{ $station }，请再等一等
    .speech = 还没有人回应，现已通知{ $station }，请再等一等。
called-answered = { $station }已收到
    .hint = 正在过来，请在这里等
    .speech = { $station }已收到，正在过来，请在这里等。
called-answered-by = { $by }已收到
    .hint = 正在过来，请在这里等
    .speech = { $by }已收到，正在过来，请在这里等。
called-cancel = 不用了
nobody-answers = 暂时没有人回应
    .hint = 请这样找人帮您
    .speech = 暂时没有人回应，请这样找人帮您。
called-came = 人已经来了
called-again = 再叫一次
thanks = 好的
    .hint = 祝您办事顺利
    .speech = 好的，祝您办事顺利。
bell-failed = 呼叫铃没有响
    .hint = 请这样找人帮您
    .speech = 呼叫铃没有响，请这样找人帮您。
bell-failed-go = 请到{ $station }，那里有人
bell-failed-phone = 或者拨打热线 { $hotline }
    .speech = 或者拨打热线 { DIGITS($hotline) }

## 打印不顺
print-failed = 请记住您的号
    .hint = { $why }，号码有效，不用重取
    .speech = { $why }，小票没有打出来。请记住您的号码，{ $series } { DIGITS($n) }。号码有效，不用重取。
print-paper-out = 打印纸用完了
print-cover-open = 打印机的盖子开了
print-jammed = 打印机卡住了
print-down = 打印机没有回应
print-write-down = 工作人员会帮您把号码写下来
print-called = 已经叫了人，请等一等
print-noted = 我记住了
print-again = 再打印一次
print-uncertain = 小票出来了吗？
    .hint = 请看下面的出票口
    .speech = 小票出来了吗？您的号码是 { $series } { DIGITS($n) }。请看下面的出票口。
print-have = 出来了，拿到了
no-ticket = 暂时不能取号
    .hint = { $why }，不要紧，马上请人来帮您
    .speech = 暂时不能取号，{ $why }。不要紧，马上请人来帮您。
no-ticket-call = 请人来帮我
ticket-store-down = 系统正在恢复

## 还在吗
still-there = 您还在吗？
    .hint = 按“继续”接着办，不按就回到开头
    .speech = 您还在吗？请按继续接着办，不按就回到开头。
still-there-yes = 继续
still-there-end = 不办了

## 换个用法：每种是一组设置，随时可以改
profile-low-vision-on = 已换成特大字，每一项都读给您听
profile-blind-on = 已打开听读，画面已关。手指在屏幕上慢慢移动，听到要的那一项，快点两下；也可以用按键。
profile-deaf-on = 提示都会显示出来，不用听声音
profile-seated-on = 按钮已放到够得着的地方
profile-unsteady-on = 按钮已变大，按偏一点、多按一下都没关系
profile-unhurried-on = 不着急，每一步多给您时间
profile-off = 已经换回来了
uses = 怎样用着方便？
    .hint = 可以选几个，也可以不选
    .speech = 怎样用着方便？可以选几个，也可以不选。
sure = 确定吗？
    .hint = 刚才按的会结束这一步
    .speech = 确定吗？刚才按的会结束这一步。
sure-no = 不，按错了
sure-yes = 确定

## 大小颜色
settings = 怎样看着、听着舒服？
    .hint = 选一项来改，办完自动恢复
    .speech = 怎样看着、听着舒服？选一项来改，办完自动恢复。
settings-size-open = 字的大小
settings-scheme-open = 颜色
settings-sound-open = 声音
settings-more-open = 更多
    .hint = 语言、怎么用、重新开始
settings-size = 字要多大？
settings-scheme = 要什么颜色？
settings-sound = 声音
    .hint = 现在：{ $now }
    .speech = 声音。现在是{ $now }。
settings-sound-now = 语速 { $rate }%，音量 { $volume }%
    .speech = 语速百分之{ COUNT($rate) }，音量百分之{ COUNT($volume) }
settings-uses = 换个用法
    .hint = 可以选几个，再按一次就取消
    .speech = 换个用法，可以选几个，再按一次就取消。
settings-more = 更多
size-compact = 小字
    .hint = 一眼看得多
size-normal = 标准字
size-large = 大字
size-huge = 特大字
scheme-dark = 深色底
scheme-contrast = 黑底白字
scheme-light = 白底黑字
scheme-soft = 柔和颜色
rate-slower = 说慢一点
rate-faster = 说快一点
volume-softer = 小声一点
volume-louder = 大声一点
toggle-read-all = 每项都读
toggle-read-all-on = 每一项都会读给您听
toggle-read-all-off = 只读第一项
toggle-explore = 手指听读
toggle-explore-on = 手指移到哪里就读哪里，快点两下才算按
toggle-explore-off = 现在点一下就算按
toggle-curtain = 关掉画面
toggle-curtain-on = 画面已关，声音照常
toggle-curtain-off = 画面已打开
settings-home = 重新开始
settings-done = 好了
how-to-open = 怎么用
how-to = 怎么用这台机器
how-to-touch = 看着用：要哪个，点一下哪个
how-to-keys = 按键用：上、下键换一项，确认键选中
how-to-listen = 听着用：插上耳机，或者按任意键，就会读
how-to-help = 叫人：右下角绿色按钮，随时都能按

## 评价
found-evaluate = 评价服务
evaluate = 这次办事，您满意吗？
    .hint = 不记名，不评也可以
    .speech = 这次办事，您满意吗？不记名，不评也可以。
level-very-satisfied = 非常满意
level-satisfied = 满意
level-fairly-satisfied = 基本满意
level-dissatisfied = 不满意
level-very-dissatisfied = 非常不满意
evaluate-skip = 不评价
complaints = 哪里不好？
    .hint = 可以选几个，也可以不选
    .speech = 哪里不好？可以选几个，也可以不选。
complaint-waiting = 等得太久
complaint-attitude = 态度不好
complaint-unclear = 没讲清楚
complaint-repeated = 跑了几趟
complaint-access = 不方便
complaint-other = 别的原因
evaluate-thanks = 谢谢您
    .hint = 已经记下了
    .speech = 谢谢您，已经记下了。
evaluate-phone = 要我们打电话回复您吗？
    .hint = 不留电话也一样处理
    .speech = 要我们打电话回复您吗？不留电话，也一样处理。
evaluate-phone-leave = 留个电话
    .hint = 处理完就删掉
evaluate-phone-none = 不留电话
    .hint = 号码一个也不记
evaluate-heard = 对不起，让您不满意了
    .hint = 已经记下，值班负责人会看
    .speech = 对不起，让您不满意了。已经记下，值班负责人会看。
evaluate-already = 这张小票已经评过了
    .hint = 一张小票评一次，谢谢您
    .speech = 这张小票已经评过了，一张小票评一次，谢谢您。
evaluate-failed = 暂时记不下来
    .hint = 系统正在恢复，可以当面说
    .speech = 暂时记不下来，系统正在恢复。可以当面说，也可以请工作人员来。
working-evaluate = 正在记下
    .hint = 请等一等
