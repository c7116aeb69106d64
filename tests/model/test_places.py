"""Places: a county is found by its exact names only, and a likeness is never more than a hint."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xianbiao.model.errors import DataFileError
from xianbiao.model.places import Place, load_places

PLACES = load_places()
EVERY = list(PLACES)
CHANGJI = "652300"
BAYINGOL = "652800"


def name_of(place: Place | None) -> str | None:
    return place.name if place else None


class TestTheList:
    def test_it_is_read_once(self) -> None:
        assert load_places() is PLACES

    def test_it_holds_the_mainland_down_to_counties(self) -> None:
        assert Counter(p.level for p in EVERY) == {
            "province": 31,
            "prefecture": 333,
            "county": 2842,
        }

    def test_it_is_in_code_order(self) -> None:
        codes = [p.code for p in EVERY]
        assert codes == sorted(set(codes))

    def test_it_puts_every_place_below_its_province(self) -> None:
        assert all(PLACES.parent(p.code) for p in EVERY if p.level != "province")

    @pytest.mark.parametrize("heading", ["市辖区", "省直辖县级行政区划", "县"])
    def test_it_leaves_out_headings_that_are_no_place(self, heading: str) -> None:
        assert PLACES.find(heading) is None

    def test_it_never_gives_two_siblings_the_same_name(self) -> None:
        for upper in EVERY:
            names = Counter(n for child in PLACES.children(upper.code) for n in child.names)
            assert [n for n, count in names.items() if count > 1] == []


class TestNames:
    @pytest.mark.parametrize(
        ("code", "names"),
        [
            ("652300", ("昌吉回族自治州", "昌吉州")),
            ("652301", ("昌吉市",)),
            ("652328", ("木垒哈萨克自治县", "木垒县")),
            ("652800", ("巴音郭楞蒙古自治州", "巴音郭楞州", "巴州")),
            ("652826", ("焉耆回族自治县", "焉耆县")),
            ("653000", ("克孜勒苏柯尔克孜自治州", "克孜勒苏州", "克州")),
            ("532900", ("大理白族自治州", "大理州")),
            ("522600", ("黔东南苗族侗族自治州", "黔东南州")),
            ("622927", ("积石山保安族东乡族撒拉族自治县", "积石山县")),
            ("622926", ("东乡族自治县", "东乡县")),
            ("450328", ("龙胜各族自治县", "龙胜县")),
            ("150722", ("莫力达瓦达斡尔族自治旗", "莫力达瓦旗", "莫旗")),
            ("150723", ("鄂伦春自治旗", "鄂伦春旗")),
            ("410104", ("管城回族区", "管城区")),
            ("150000", ("内蒙古自治区", "内蒙古")),
            ("450000", ("广西壮族自治区", "广西")),
            ("650000", ("新疆维吾尔自治区", "新疆")),
            ("130000", ("河北省", "河北")),
        ],
    )
    def test_it_has_the_full_name_and_the_usual_short_ones(
        self, code: str, names: tuple[str, ...]
    ) -> None:
        place = PLACES.get(code)
        assert place is not None
        assert place.names == names

    @pytest.mark.parametrize(
        ("name", "code"),
        [("威宁自治县", "520526"), ("木垒自治县", "652328"), ("积石山自治县", "622927")],
    )
    def test_it_is_found_without_its_nations(self, name: str, code: str) -> None:
        place = PLACES.find(name)
        assert place is not None
        assert place.code == code
        assert name not in place.names

    def test_it_knows_no_place_for_an_unknown_code(self) -> None:
        assert PLACES.get("652399") is None


class TestChildren:
    @pytest.mark.parametrize(
        ("code", "children"),
        [
            (
                CHANGJI,
                "652301昌吉市 652302阜康市 652323呼图壁县 652324玛纳斯县 652325奇台县 "
                "652327吉木萨尔县 652328木垒哈萨克自治县",
            ),
            (
                BAYINGOL,
                "652801库尔勒市 652822轮台县 652823尉犁县 652824若羌县 652825且末县 "
                "652826焉耆回族自治县 652827和静县 652828和硕县 652829博湖县",
            ),
            ("652301", ""),
            ("000000", ""),
        ],
    )
    def test_it_lists_the_counties_of_a_prefecture(self, code: str, children: str) -> None:
        assert " ".join(p.code + p.name for p in PLACES.children(code)) == children

    def test_it_lists_prefectures_and_the_counties_of_no_prefecture_below_a_province(self) -> None:
        names = [p.name for p in PLACES.children("650000")]
        assert "昌吉回族自治州" in names
        assert "石河子市" in names
        assert "昌吉市" not in names

    def test_it_lists_the_districts_of_a_municipality(self) -> None:
        assert PLACES.children("110000")[0].name == "东城区"


class TestFind:
    @pytest.mark.parametrize(
        ("name", "within", "code"),
        [
            ("木垒县", None, "652328"),
            ("木垒哈萨克自治县", CHANGJI, "652328"),
            ("睢 县", None, "411422"),
            ("　奇　台　县", CHANGJI, "652325"),
            ("昌吉州", "650000", "652300"),
            ("昌吉市", "650000", "652301"),
            ("鼓楼区", "410200", "410204"),
            ("鼓楼区", None, None),
            ("鼓楼区", "652300", None),
            ("昌吉", None, None),
            ("昌吉", CHANGJI, None),
            ("昌吉州", CHANGJI, None),
            ("木磊县", CHANGJI, None),
            ("库尔勒经济开发区", BAYINGOL, None),
            ("州救助站", BAYINGOL, None),
            ("", None, None),
        ],
    )
    def test_it_takes_exact_names_and_no_others(
        self, name: str, within: str | None, code: str | None
    ) -> None:
        place = PLACES.find(name, within)
        assert (place.code if place else None) == code

    @given(place=st.sampled_from([p for p in EVERY if p.level == "county"]), data=st.data())
    def test_it_finds_every_county_below_its_upper_place_whatever_blanks_are_inside(
        self, place: Place, data: st.DataObject
    ) -> None:
        name = data.draw(st.sampled_from(place.names))
        blanks = data.draw(st.lists(st.sampled_from(["", " ", "　"]), min_size=len(name)))
        printed = "".join(c + b for c, b in zip(name, blanks, strict=False))
        upper = PLACES.parent(place.code)
        assert upper is not None
        assert PLACES.find(printed, upper.code) == place


class TestSuggest:
    @pytest.mark.parametrize(
        ("name", "within", "suggestion"),
        [
            ("木磊县", CHANGJI, "木垒哈萨克自治县"),
            ("木垒哈萨自治县", CHANGJI, "木垒哈萨克自治县"),
            ("阜康县", CHANGJI, "阜康市"),
            ("吉木萨县", CHANGJI, "吉木萨尔县"),
            ("尉梨县", BAYINGOL, "尉犁县"),
            ("且未县", BAYINGOL, "且末县"),
            ("焉 耆", BAYINGOL, "焉耆回族自治县"),
            ("若羌县县", BAYINGOL, "若羌县"),
        ],
    )
    def test_it_names_the_one_county_that_is_near(
        self, name: str, within: str, suggestion: str
    ) -> None:
        assert name_of(PLACES.suggest(name, within)) == suggestion

    @pytest.mark.parametrize(
        ("name", "within"),
        [
            ("和静县", BAYINGOL),
            ("昌吉州", CHANGJI),
            ("和净县", BAYINGOL),
            ("开县", "500000"),
            ("县", "411400"),
            ("州救助站", BAYINGOL),
            ("库尔勒经济开发区", BAYINGOL),
            ("木磊县", BAYINGOL),
        ],
        ids=[
            "spelt right",
            "the upper place itself",
            "near to two",
            "only 县 in common",
            "too short",
            "an institution",
            "a zone",
            "in another prefecture",
        ],
    )
    def test_it_keeps_silent_otherwise(self, name: str, within: str) -> None:
        assert PLACES.suggest(name, within) is None

    @given(place=st.sampled_from(PLACES.children(BAYINGOL)), wrong=st.text(min_size=1, max_size=12))
    def test_it_suggests_only_children(self, place: Place, wrong: str) -> None:
        guess = PLACES.suggest(place.name[:-1] + wrong, BAYINGOL)
        assert guess is None or guess in PLACES.children(BAYINGOL)


class TestInText:
    @pytest.mark.parametrize(
        ("text", "name"),
        [
            ("昌吉回族自治州财政局", "昌吉回族自治州"),
            ("昌 吉 回 族 自 治 州 财 政 局", "昌吉回族自治州"),
            ("巴州财政局", "巴音郭楞蒙古自治州"),
            ("关于下达巴州2021年困难群众救助补助资金的通知", "巴音郭楞蒙古自治州"),
            ("巴州区财政局", "巴州区"),
            ("新疆维吾尔自治区财政厅", "新疆维吾尔自治区"),
            ("新疆维吾尔自治区昌吉州财政局", "昌吉回族自治州"),
            ("昌吉州木垒县", "木垒哈萨克自治县"),
            ("河南省开封市鼓楼区财政局", "鼓楼区"),
            ("海南州民政局", "海南藏族自治州"),
            ("阳泉市矿区财政局", "矿区"),
            ("费县财政局", "费县"),
            ("安排县级经费县市配套", None),
            ("矿区社会保障", None),
            ("鼓楼区财政局", None),
            ("各县市财政局、民政局", None),
            ("", None),
        ],
    )
    def test_it_takes_the_longest_name_and_the_lower_place_that_follows(
        self, text: str, name: str | None
    ) -> None:
        assert name_of(PLACES.in_text(text)) == name

    @given(st.text())
    def test_it_finds_something_or_nothing_in_any_text(self, text: str) -> None:
        place = PLACES.in_text(text)
        assert place is None or any(n in "".join(text.split()) for n in place.names)


class TestPlaceLikeNames:
    @pytest.mark.parametrize(
        "name",
        ["昌吉市", "木磊县", "睢 县", "鼓楼区", "科左中旗", "浦东新区", "神农架林区", "全州县"],
    )
    def test_it_accepts_counties_known_or_not(self, name: str) -> None:
        assert PLACES.is_place_like(name)

    @pytest.mark.parametrize(
        "name",
        [
            "库尔勒经济开发区",
            "准东经济技术开发区",
            "农业科技园区",
            "高新区",
            "新区管委会",
            "综合保税区",
            "示范区",
            "乌拉盖管理区",
            "市本级",
            "州本级",
            "州救助站",
            "州儿童福利院",
            "各县市",
            "其他县",
            "县",
            "",
        ],
    )
    def test_it_refuses_institutions_and_phrases(self, name: str) -> None:
        assert not PLACES.is_place_like(name)


class TestAUsersFile:
    def test_it_adds_places_and_names(self, tmp_path: Path) -> None:
        file = tmp_path / "地名.toml"
        file.write_text(
            '[[place]]\ncode = "653228"\nname = "和安县"\n'
            '[[place]]\ncode = "652328"\naliases = ["木垒"]\n'
            '[[place]]\ncode = "652325"\nname = "奇台市"\n',
            encoding="utf-8",
        )
        places = load_places(file)
        assert name_of(places.find("和安县", "653200")) == "和安县"
        assert name_of(places.find("木垒")) == "木垒哈萨克自治县"
        assert name_of(places.find("奇台县")) == "奇台市"
        assert PLACES.find("和安县") is None

    def test_it_may_be_named_by_the_environment(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        file = tmp_path / "extra.toml"
        file.write_text('[[place]]\ncode = "652301"\naliases = ["昌市"]\n', encoding="utf-8")
        monkeypatch.setenv("XIANBIAO_PLACES", str(file))
        assert name_of(load_places().find("昌市")) == "昌吉市"

    @pytest.mark.parametrize(
        ("text", "fault"),
        [
            ("[[place]", "TOML"),
            ("", "[[place]]"),
            ('[[places]]\ncode = "652301"', "[[place]]"),
            ('place = ["昌吉市"]', "三项"),
            ('[[place]]\ncode = "652301"\nalias = ["昌市"]', "三项"),
            ("[[place]]\ncode = 652301", "code"),
            ('[[place]]\ncode = "6523"', "code"),
            ('[[place]]\ncode = "653228"', "name"),
            ('[[place]]\ncode = "652301"\nname = "市"', "name"),
            ('[[place]]\ncode = "652301"\naliases = "昌市"', "aliases"),
        ],
    )
    def test_it_is_refused_with_its_name_when_malformed(
        self, tmp_path: Path, text: str, fault: str
    ) -> None:
        file = tmp_path / "地名.toml"
        file.write_text(text, encoding="utf-8")
        with pytest.raises(DataFileError, match=r"地名\.toml") as raised:
            load_places(file)
        assert fault in raised.value.summary

    def test_it_must_exist(self, tmp_path: Path) -> None:
        with pytest.raises(DataFileError, match=r"无此文件\.toml"):
            load_places(tmp_path / "无此文件.toml")
