# 热线、现金、投诉。写法见 visitor.ftl。

## 热线
more-hotline = 电话咨询
    .hint = 便民热线、意见箱
hotline = 有事打这个电话
    .hint = 不用来，电话里也能问
    .speech = 有事打这个电话：{ DIGITS($hotline) }。再说一遍，{ DIGITS($hotline) }。不用来，电话里也能问。
hotline-caption = 便民服务热线
hotline-number = { $hotline }
    .speech = { DIGITS($hotline) }
hotline-for = 咨询、预约上门、投诉都可以打
hotline-box = 意见箱在{ $place }
hotline-remember = 也可以请工作人员写给您

## 现金
more-cash = 现金缴费
    .hint = 可以付现金，也能请人代缴
cash-way = 付现金这样办
    .hint = 一共三步，不会用手机也没关系
    .speech = 付现金这样办，一共三步，不会用手机也没关系。
cash-step-bill = 到窗口办事，拿收款单
cash-step-pay = 到{ $place }交现金
cash-step-receipt = 拿好收据，回窗口
cash-numbered = { $n }. { $step }
cash-agent = 请人代我去交
    .hint = 帮办代办人员替您跑银行窗口
cash-ask = 也可以问咨询导服台
cash-slip = 现金代缴交接单
cash-half-agent = 这一半跟着钱走
cash-half-visitor = 这一半您留着
cash-tear = 从这里撕开
cash-bill = 收款单号：
cash-amount = 金额（元）：
cash-staff = 代缴人签名：
cash-visitor = 缴费人签名：
cash-slip-foot = 拿到收据，再交回这一半
cash-slip-by-hand = 工作人员会手写一张给您

## 评价和投诉
more-opinion = 评价、投诉
    .hint = 满意不满意，都可以说
opinion = 您想怎么说？
opinion-evaluate = 评价服务
    .hint = 扫小票，不记名
opinion-complain = 投诉、提意见
    .hint = 当面说、打电话、写下来
evaluate-how = 请扫一下小票
    .hint = 小票上的方块码对着扫码口
    .speech = 请扫一下小票，把小票上的方块码对着扫码口，就能评价，不记名。
complain = 您的意见，有人听
    .hint = 当面说、打电话、写下来都行
    .speech = 您的意见，有人听。当面说、打电话、写下来都行。
complain-window = 投诉协调窗口：{ $place }
complain-call = 请人过来听我说
complain-form = 打印意见表
complain-form-desk = 意见箱旁边也有意见表
opinion-title = 意见和建议
opinion-where = 什么时候，在哪里：
opinion-what = 发生了什么：
opinion-wish = 希望怎么改：
opinion-name-optional = 不写姓名也可以
opinion-reach = 要回复，请留电话：
opinion-foot = 写好请投意见箱
