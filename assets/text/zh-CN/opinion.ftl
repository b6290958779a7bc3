# 评价和投诉。写法见 visitor.ftl。
more-opinion = 评价、投诉
    .hint = 满意不满意，都可以说
opinion = 您想怎么说？
opinion-evaluate = 评价服务
    .hint = 扫小票，不记名
opinion-