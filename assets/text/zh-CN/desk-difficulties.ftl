# 工作台：不便之处与整改
desk-difficulties-begin = 上报一件不便之处
desk-difficulties-end = 不报了
desk-difficulties-list = 看哪个
desk-difficulties-floor = 楼层
desk-difficulties-place = 在哪里
desk-difficulties-kind = 什么问题
desk-difficulties-photo = 照片，别拍人
desk-difficulties-no-photo = 不附照片
desk-difficulties-no-photos = 存储盘里没有照片，也可以不附
desk-difficulties-note = 上报整改
desk-difficulties-whole-floor = 整层楼
desk-place = { $floor } { $place }
desk-place-unknown = { $place }（已不在设置里）
desk-difficulties-which-kind = 请先选是什么问题
desk-difficulties-which-place = 请先选在哪里
desk-difficulties-open = 正在整改 { $n } 件
desk-difficulties-column-number = 号
desk-difficulties-column-what = 问题
desk-difficulties-column-where = 地点
desk-difficulties-column-step = 到哪一步
desk-difficulties-column-due = 期限
desk-difficulties-none = 没有要整改的
desk-difficulties-late = 超期，应在 { $day }
desk-difficulties-due = { $day } 前
desk-difficulties-to-check = 等复核
desk-difficulties-with-photo = { $step }，有照片
mending-reported = 已上报
mending-accepted = 已受理
mending-mended = 已整改
mending-checked = 已复核
desk-difficulties-to-accepted = 受理
desk-difficulties-to-mended = 整改好了
desk-difficulties-to-checked = 复核通过
desk-difficulties-noted = 第 { $n } 号，{ $day } 前整改
desk-difficulties-moved = 第 { $n } 号：{ $step }
desk-difficulties-moved-already = 别人先按了，第 { $n } 号{ $step }

## 照片不能用的时候
desk-photo-no-folder = 没有找到存储盘，请插好再选
desk-photo-gone = 这张照片读不到了，请重选
desk-photo-too-large = 这张照片太大，请换一张
desk-photo-no-picture = 打不开，请换 JPG 或 PNG 照片
desk-photo-no-room = 本机存不下照片，请先不附

## 差评要处理
desk-follow-ups = 差评要处理 { $n } 件
desk-follow-ups-none = 没有要处理的差评
desk-follow-ups-number = 号
desk-follow-ups-level = 评价
desk-follow-ups-about = 为什么
desk-follow-ups-given = 哪天
desk-follow-ups-due = 期限
desk-follow-ups-several = { $n ->
    [0] 没有说
   *[other] { $n } 个原因
  }
desk-follow-ups-show = 看电话
desk-follow-ups-phone = 差评 { $n } 号电话 { $phone }（已记入留痕）
desk-follow-ups-cannot-open = 差评 { $n } 号的电话打不开：不是这台机器的密钥
desk-follow-ups-settle = 处理好了
desk-follow-ups-settled = 差评 { $n } 号处理好了
desk-follow-ups-settled-already = 差评 { $n } 号别人先处理好了
