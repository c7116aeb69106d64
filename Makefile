# Everyday commands; `make` alone lists them.
.DEFAULT_GOAL := help
.PHONY: help setup office node demo test lint format bench pictures templates addin bundle wine clean

BIN := .venv/bin

help: ## 列出全部命令 / list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s%s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## 准备 Python 环境 .venv / prepare the Python environment .venv
	@bash .ci/venv

office: ## 备齐 LibreOffice(测试用) / have LibreOffice for the tests
	@bash .ci/office

node: ## 备齐工作簿包校验器(测试用) / have the package validator for the tests
	@bash .ci/node

demo: setup ## 用两份真实文件演示,结果在 demo/ / show it on two real notices, results in demo/
	@$(BIN)/xianbiao demo demo

test: setup office node ## 运行全部测试 / run every test
	@$(BIN)/pytest -n 2 --dist loadscope

lint: setup ## 检查格式与类型 / check style, format and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: setup ## 整理代码格式 / put the code into format
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: setup ## 测量速度 / measure speed
	@$(BIN)/python tests/bench/run.py

pictures: setup office ## 生成每张表的图片 / make a picture of every sheet
	@$(BIN)/python tests/office/pictures.py

templates: setup ## 重新生成空白工作簿 / build the blank workbooks anew
	@$(BIN)/python workbook_templates/build.py

addin: setup ## 生成加载项和带宏的模板,在 build/ / build the add-in and the macro-enabled templates, in build/
	@$(BIN)/python macros/make_addin.py

bundle: setup ## 生成 Windows 安装包,在 build/(要下载程序库) / build the Windows bundle, in build/ (downloads wheels)
	@$(BIN)/python addin/install/bundle.py

wine: setup ## 在 wine 里试安装和 COM 服务(慢,可选) / try installer and COM server under wine (slow, optional)
	@bash addin/install/wine/run

clean: ## 删去以上命令生成的文件(含 .venv、demo/) / remove all that these commands made (with .venv, demo/)
	@rm -rf .venv demo build tests/package/node_modules .pytest_cache .mypy_cache .ruff_cache .hypothesis addin/*.egg-info
	@find addin tests -name __pycache__ -type d -prune -exec rm -rf {} +
