# 紧急呼叫铃。不给医学建议；只说已经做了什么、去哪里找人。
emergency-called = 已经在叫人
    .hint = 请待在这里，马上有人来
    .speech = 已经在叫人。请待在这里，马上有人来。
emergency-coming = 有人正在过来
    .hint = 已收到，请待在这里
    .speech = 有人正在过来。已收到，请待在这里。
emergency-reached = 已通知 { $count } 处：{ $names }
    .speech = 已通知{ $count ->
        [2] 两
       *[other] { COUNT($count) }
        }处：{ $names }
emergency-coming-by = { $who }已收到，正在过来
emergency-silent = 呼叫铃没有响
    .hint = 请大声叫人，铃会一直重试
    .speech = 呼叫铃没有响。请大声叫人，或者打一二零。铃会一直重试。
emergency-phone = 也可以打 120，或 { $hotline }
    .speech = 也可以打一二零，或{ DIGITS($hotline) }
emergency-again = 再响一次铃
emergency-mistaken = 按错了
emergency-mistake = 没关系
    .hint = 工作人员会来看一看，再关铃
    .speech = 没关系。工作人员会来看一看，再关铃。
emergency-sure = 要紧急呼叫吗？
    .hint = 大家都会马上过来
    .speech = 要紧急呼叫吗？大家都会马上过来。
emergency-yes = 是，马上叫人
emergency-no = 不是，按错了
