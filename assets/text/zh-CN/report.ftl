# 给办公室的数据报表
report-title = { $hall }绿色通道数据
report-made = { $time } 生成
report-few = 少于3人次的群体，不报具体数
report-column-picture = 项目
report-column-name = 名称
report-column-figure = 数
report-column-unit = 单位
