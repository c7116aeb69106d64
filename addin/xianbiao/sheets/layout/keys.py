"""The words by which sheets are found again: names of sheets, keys of 参数, kinds in _meta."""

from __future__ import annotations

from xianbiao.model.expressions import expression

GUIDE_SHEET = "说明"
PARAMETERS_SHEET = "参数"
UNITS_SHEET = "单位"
LIBRARY_SHEET = "指标库"
REGISTER_SHEET = "校验"
LEDGER_SHEET = "台账"
CALENDAR_SHEET = "工作日历"
CHART_SHEET = "图表"
MATRIX_SHEET = "核对一览"
READING_SHEET = "指标核对"
WORDS_SHEET = "指标用语"
META_SHEET = "_meta"
HOME_SHEET = "首页"
SHARE_SHEET = "分配"
TARGET_SHEET = "绩效目标"

HEADER_ROW = 3
FIRST_ROW = 4
"""The row of the header of a working sheet, and the first below it, from 0."""

FIRST_HEADER_ROW = 3
"""The first row of the header of an allocation table, from 0."""

PENDING = "○待填"
NOT_LISTED = "无此单位"
NO_NUMBER = "非数字"

FUND = "资金名称"
YEAR = "预算年度"
NUMBER = "文号"
TITLE = "标题"
DATE = "成文日期"
SUPERIOR_NUMBER = "上级文号"
SUPERIOR_TITLE = "上级文件标题"
SUPERIOR_AMOUNT = "上级下达额"
SUPERIOR_CHANGE = "上级调整额"
SUPERIOR_RECEIVED = "上级文收文日期"
BATCH = "批次"
UNIT = "金额单位"
SCALE = "折合万元"
TAG = "直达资金标识"
INCOME = "收入科目"
ADDRESSEES = "主送"
COPIES = "抄送"
ISSUERS = "发文机关"
SIGNATURES = "署名"
PRINTED_BY = "印发机关"
PRINTED_DATE = "印发日期"
AREA = "分配地区"
TOLERANCE = "容差"

ATTACHMENT = "附件说明"
"""Start of a key: `附件说明·1` holds the name of entry 1 of the attachment list.

An entry without a number has the key `附件说明`; another like it gets `(2)` behind its key.
"""

ATTACHMENT_KEY = expression(rf"{ATTACHMENT}(?:·(\d+))?(?:\(\d+\))?")
"""The key of any entry of the attachment list, with its number."""

PRINTED_TOTAL = "印发合计"
"""Start of a key: `印发合计·` and the column's full name holds the total as printed."""

EMBEDDED = "表头内嵌数"
"""Start of a key: `表头内嵌数·1` holds the first total written inside a header cell."""

SEPARATOR = "·"

CHECK_NUMBER = expression(r"[A-Z]\d+-\d+")
"""The number of a row of 校验: the code of its rule and its place among the rows of the rule."""

WORKING_TEMPLATE = "xianbiao-working"
COUNTY_TEMPLATE = "xianbiao-county"

META_TEMPLATE = "template"
META_VERSION = "version"
META_SOURCE = "source"
META_TABLE = "table"
META_TAG = "tag"
META_COLUMNS = "columns"
META_TIE = "tie"
TIE_OF_FORMULAS = "formulas"
"""Stands in a row `tie` of _meta whose result was a formula in every row of the table."""

TIE_MINUS = "−"
"""Stands before the name of a term that is taken off, in a row `tie` of _meta."""

KIND_PARAMETERS = "parameters"
KIND_UNITS = "units"
KIND_ALLOCATION = "allocation"
KIND_CODES = "codes"
KIND_CODE_LIST = "code-list"
KIND_LIBRARY = "library"
KIND_FORM = "form"
KIND_GENERATED_FORM = "generated-form"
KIND_REPAIRS = "repairs"
KIND_REGISTER = "register"
KIND_LEDGER = "ledger"
KIND_CALENDAR = "calendar"

RECIPIENT = "接收单位"
AMOUNT = "金额"
CAPITALS = "金额大写"
CONTENTS = "本文件内容"

KIND_HOME = "home"
KIND_SHARE = "share"
