# 文字沟通：来访者和工作人员轮流写字、选句子、按数字。

board-visitor = 请您写，或选一句
    .hint = 写的和选的，都在这里
    .speech = 文字沟通。请您写，或选一句话，或按数字。写的和选的，都在这里。
board-staff = 请工作人员写
    .hint = 请写给来访者看
    .speech = 请工作人员写，或选一句话。请写给来访者看。
board-printed = 打印好了，请拿纸
board-digit = { $digit }
    .speech = { DIGITS($digit) }
board-ink = 手写的字
board-tab-phrases = 选句子
board-tab-ink = 写字
board-tab-digits = 数字
board-key-turn = 转过去
board-key-say = 念出来
board-key-print = 打印
board-key-other = 换对方写
board-key-done = 好了
board-key-delete = 退一格
board-key-undo-stroke = 撤一笔
board-key-as-it-is = 就用这个
board-key-wipe = 擦掉
called-board = 文字沟通
    .hint = 写给工作人员看
board-print-stays = 写的字还在，可以接着用
board-who-visitor = 我
board-who-staff = 工作人员
board-note-title = 文字沟通
board-note-foot = 终端不保存这些话

## 来访者的句子
board-say-deaf = 我听不见，请写给我看
board-say-slowly = 请慢一点
board-say-help = 我想找人帮忙
board-say-sign = 请找手语翻译
board-say-yes = 是的
board-say-no = 不是
board-say-medical = 我要办医保
board-say-pension = 我要办养老
board-say-identity = 我要办身份证
board-say-window = 该去哪个窗口？
board-say-toilet = 厕所在哪里？
board-say-unwell = 我不舒服
board-say-again = 请再写一遍
board-say-thanks = 明白了，谢谢

## 工作人员的句子
board-say-what = 您要办什么？
board-say-wait = 请稍等
board-say-come = 请跟我来
board-say-show-card = 请出示身份证
board-say-go-window = 请到这个窗口
board-say-fill-in = 请填这张表
board-say-sign-here = 请在这里签名
board-say-copy = 请先复印
board-say-pay = 请先交费
board-say-missing = 还缺材料
board-say-finished = 好了，办完了
board-say-please-write = 请您写下来
