# 投诉、提意见
complaint = 请说给我们听
    .hint = 不高兴的事，有人来管
complaint-where = { $place }
complaint-phone = 热线 { $hotline }
    .speech = 热线{ DIGITS($hotline) }
complaint-call = 叫人来听我说
complaint-way = 看怎么走
complaint-print = 打印意见表
complaint-say = 也可以直接说给工作人员听
complaint-form = 意见表
complaint-form-what = 什么事
complaint-form-wish = 希望怎么办
complaint-form-phone = 电话（可以不写）
complaint-form-foot = 不写名字也可以
