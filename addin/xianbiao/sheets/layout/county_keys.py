"""The words by which the parts of a county file are found again."""

from __future__ import annotations

CODES_SHEET = "功能科目"
SOURCES_SHEET = "资金来源"

KIND_BREAKDOWN = "breakdown"
KIND_SOURCES = "sources"
KIND_RECEIVED = "received"

META_NUMBER = "number"
META_RECIPIENT = "recipient"
META_CODE = "code"
META_AMOUNT = "amount"
META_UNIT = "unit"
META_TAG = "tag"
META_INPUTS = "inputs"
META_LOCK = "lock"
META_FINGERPRINT = "fingerprint"

MARK_ROWS = (META_INPUTS, META_LOCK, META_FINGERPRINT)
"""The rows of _meta that hold the marks and therefore bear none."""

RECEIVED = "收文日期"
DUE = "办理时限"
DUE_DAYS = 30
SUPERIOR = "上级文号"
PURPOSES = "用途"
EXPENDITURE = "支出科目"
PROJECT = "项目代码"

CODE_HEADING = "功能科目代码"
LISTED_HEADING = "代码"
SOURCE_HEADING = "资金来源"
TAG_HEADING = "直达资金标识"
AMOUNT_HEADING = "金额"
NAME_HEADING = "三级指标"
"""The words above the columns by which a returned file is read, wherever its rows moved."""

TOTALS = ("合计", "分配金额", "差额")
"""The three lines below what a county divides."""

CENTRAL = 2
"""How many of the sources of money, from the first, are money of the centre."""

VALUE_HEADINGS = ("全年目标值", "实际完成值", "偏差原因")
FUND_HEADINGS = ("全年预算数", "全年执行数", "执行率")
"""The words above the columns of targets, and of the money, in the target form."""
