# 工作人员登录
staff-number = 工作人员请输工号
    .hint = 一到四位
staff-pin = 请输密码
    .hint = 您自己的密码
staff-back = 我是来办事的
staff-again = 再输一次
staff-wrong = 工号或密码不对
    .hint = { $left ->
        [2] 还可以试两次
       *[other] 还可以试{ COUNT($left) }次
    }
staff-locked = 试的次数太多了
    .hint = { $minutes ->
        [2] 请过两分钟再试，或放上工牌
       *[other] 请过{ COUNT($minutes) }分钟再试，或放上工牌
    }
staff-unknown = 现在查不到工号
    .hint = 请放上工牌，或过一会儿再试
