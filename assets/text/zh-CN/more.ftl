# 更多服务：首页放不下的事
more = 还要办什么？
more-board = 文字沟通
