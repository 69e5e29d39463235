//! Templates in small: what each says, and of what.

use coercivity_quantity::{Day, Interval};
use rust_xlsxwriter::{Format, Workbook};

use super::declaration::is_all;
use crate::bill::papers::tests::{read, said};
use crate::bill::papers::{Claims, DocumentKind, EvidenceDocument, Issuers, read_evidence};
use crate::bill::tests::WORDS;

/// A workbook of sheets of texts; a text that begins with `=` is a formula that failed, one with `#` a number.
fn workbook(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    for (name, rows) in sheets {
        let sheet = workbook.add_worksheet().set_name(*name).unwrap();
        for (row, cells) in (0..).zip(*rows) {
            for (column, cell) in (0..).zip(*cells) {
                if let Some(number) = cell.strip_prefix('#') {
                    // A number, shown as a percentage where that sign stands behind it.
                    let format =
                        Format::new().set_num_format(if cell.ends_with('%') { "0%" } else { "General" });
                    let number: f64 = number.trim_end_matches('%').parse().unwrap();
                    sheet.write_number_with_format(row, column, number, &format).unwrap();
                } else if cell.starts_with('=') {
                    let failed = rust_xlsxwriter::Formula::new(*cell).set_result("#N/A");
                    sheet.write_formula(row, column, failed).unwrap();
                } else {
                    sheet.write_string(row, column, *cell).unwrap();
                }
            }
        }
    }
    workbook.save_to_buffer().unwrap()
}

/// Answers of a template that says everything of tantalum and leaves dysprosium open.
const ANSWERS: [[&str; 6]; 16] = [
    ["", "1) Is any of it intentionally added? (*)", "", "回答", "", "Comments"],
    ["", "Dysprosium (*)", "", "Yes", "", "in the magnets"],
    ["", "Tantalum (Ta) (*)", "", "Yes", "", ""],
    ["", "Gold (*)", "", "No", "", ""],
    ["", "Tin (*)", "", "", "", ""],
    [
        "",
        "6) What percentage of relevant suppliers have provided a response to your survey?",
        "",
        "Answer",
        "",
        "",
    ],
    ["", "Dysprosium (*)", "", "Greater than 90%", "", ""],
    ["", "Tantalum (Ta) (*)", "", "#1%", "", ""],
    [
        "",
        "7) Have you identified all of the smelters supplying it to your supply chain?",
        "",
        "Answer",
        "",
        "",
    ],
    ["", "Dysprosium (*)", "", "Yes", "", ""],
    ["", "Tantalum (Ta) (*)", "", "Yes", "", ""],
    ["", "8) Has all applicable smelter information received been reported?", "", "Answer", "", ""],
    ["", "=B6", "", "Yes", "", ""],
    ["", "=B7", "", "Yes", "", ""],
    ["", "A. Have you a policy?", "", "No", "", ""],
    ["© 2026", "", "", "", "", ""],
];

const SMELTERS: [[&str; 7]; 7] = [
    ["TO BEGIN:", "", "", "", "", "", ""],
    [
        "Smelter Identification Number Input Column",
        "Metal (*)",
        "Smelter Look-up (*)",
        "Smelter Name (1)",
        "Smelter Country (*)",
        "Smelter Identification",
        "Location (Country) of Mine(s)",
    ],
    ["", "Dysprosium", "Smelter not listed", "Works A", "CHINA", "CID000001", "AUSTRALIA"],
    ["", "Dysprosium", "Works B", "", "MALAYSIA", "CID000002", "Unknown"],
    ["", "Tantalum", "Works T", "", "JAPAN", "", "RCOI confirmed as per RMI"],
    ["", "Tantalum", "Works U", "", "CHINA", "", ""],
    ["", "Tin", "Smelter not yet identified", "", "Unknown", "", ""],
];

/// A template of a title and a scope, with further smelters and a list of products.
fn template_of(title: &str, scope: [&str; 2], smelters: &[[&str; 7]], products: &[[&str; 3]]) -> Vec<u8> {
    template_on(title, scope, smelters, products, "2026-03-01")
}

/// The same with its effective date.
fn template_on(
    title: &str,
    scope: [&str; 2],
    smelters: &[[&str; 7]],
    products: &[[&str; 3]],
    effective: &str,
) -> Vec<u8> {
    template_said((title, scope), smelters, products, (effective, ANSWERS[7][3]))
}

/// The same with how many of the suppliers of tantalum were heard.
fn template_said(
    (title, scope): (&str, [&str; 2]),
    smelters: &[[&str; 7]],
    products: &[[&str; 3]],
    (effective, heard): (&str, &str),
) -> Vec<u8> {
    let mut answers = ANSWERS;
    answers[7][3] = heard;
    let head = [
        ["", title, "", "", "", ""],
        ["", "Company Name (*):", "", "Magnet Co", "", ""],
        ["", "Declaration Scope or Class (*):", "", scope[0], "", ""],
        ["", "Description of Scope:", "", scope[1], "", ""],
        ["", "Effective Date (*):", "", effective, "", ""],
    ];
    let below = [["", "Yes", "", "Yes", "", ""]];
    let declaration: Vec<&[&str]> =
        head.iter().chain(&answers).chain(&below).map(|it| it.as_slice()).collect();
    let smelters: Vec<&[&str]> = SMELTERS.iter().chain(smelters).map(|it| it.as_slice()).collect();
    let header = [["", "Responder Product Number (*)", "Requester Product Number"]];
    let products: Vec<&[&str]> = header.iter().chain(products).map(|it| it.as_slice()).collect();
    workbook(&[("Declaration", &declaration), ("Smelter List", &smelters), ("Product List", &products)])
}

fn template(title: &str) -> Vec<u8> {
    template_of(title, ["A. Company", ""], &[], &[["", "X-1", ""]])
}

#[test]
fn a_minerals_template_speaks_of_a_mineral_in_what_its_company_delivers() {
    let titles = [
        ("Conflict Minerals Reporting Template (CMRT)", DocumentKind::Cmrt),
        ("Extended Minerals Reporting Template (EMRT)", DocumentKind::Emrt),
        ("Additional Minerals Reporting Template (AMRT)", DocumentKind::Amrt),
        ("Cobalt Reporting Template (CRT)", DocumentKind::Crt),
    ];
    for (title, kind) in titles {
        let document = read("a/rmi.xlsx", &template(title));
        assert_eq!(document.kind, kind);
        let expected = [
            ("Magnet Co", "separated", "CHINA; MALAYSIA"),
            ("Magnet Co", "mined", "AUSTRALIA"),
            ("Magnet Co", "separated", "JAPAN; CHINA"),
            ("Magnet Co", "absent", ""),
        ];
        assert_eq!(said(&document), expected);
        let elements: Vec<&str> = document.rows.iter().map(|it| it.element.as_str()).collect();
        assert_eq!(elements, ["Dysprosium", "Dysprosium", "Tantalum", "Gold"]);
        let (open, whole) = (Interval::between(0.0, 1.0), Interval::between(1.0, 1.0));
        // Suppliers are counted, not kilograms: nine of ten heard is no share, and nobody asks for all mines.
        assert_eq!(document.rows.iter().map(|it| it.share).collect::<Vec<_>>(), [open, open, whole, None]);
        assert!(
            document.rows[0].note.contains("suppliers heard: Greater than 90%"),
            "{}",
            document.rows[0].note
        );
        for row in &document.rows {
            assert_eq!((row.issuer.as_str(), row.strength.as_str()), ("Magnet Co", "stated"));
            assert_eq!(row.from, Day::new(2026, 3, 1));
            assert_eq!((row.supplier.as_str(), &row.document), ("", &format!("sha256:{}", document.sha256)));
        }
        assert_eq!(document.rows[1].id, "rmi.xlsx#2");
        let remarks = document.remarks.join("\n");
        for part in [
            "Dysprosium: Yes (in the magnets)",
            "A. Have you a policy? No",
            "smelter of Tin in row 7 has no country",
            "mines of Tantalum in row 5: RCOI confirmed",
            "Works A CID000001 (CHINA); Works B CID000002 (MALAYSIA)",
            "nothing about shares",
        ] {
            assert!(remarks.contains(part), "{part} is missing in\n{remarks}");
        }
        assert!(!remarks.contains("Yes: Yes") && !remarks.contains("回答"), "{remarks}");
    }
}

#[test]
fn a_smelter_of_unknown_country_leaves_the_others_open() {
    let more = [["", "Tantalum", "Smelter not yet identified", "", "Unknown", "", ""]];
    let document = read("t.xlsx", &template_of("CMRT", ["A. Company", ""], &more, &[]));
    assert_eq!(
        (document.rows[2].element.as_str(), document.rows[2].share),
        ("Tantalum", Interval::between(0.0, 1.0))
    );
    assert!(document.rows[2].note.contains("a smelter of unknown country"), "{}", document.rows[2].note);
}

#[test]
fn a_smelter_that_is_not_wholly_named_leaves_the_others_open() {
    let whole = Interval::between(1.0, 1.0);
    let tantalum = |more: [&str; 7]| {
        let document = read("t.xlsx", &template_of("CMRT", ["A. Company", ""], &[more], &[]));
        let of = |it: &&crate::bill::rows::EvidenceRow| it.element.eq_ignore_ascii_case("tantalum");
        let rows: Vec<_> = document.rows.iter().filter(of).map(|it| (it.place.clone(), it.share)).collect();
        (rows, document.remarks.join("\n"))
    };
    let (rows, _) = tantalum(["", "", "", "", "", "", ""]);
    assert_eq!(rows, [("JAPAN; CHINA".to_owned(), whole)]);
    // By its number alone, without its metal, by a formula that failed, of a metal that is not asked about.
    for more in [
        ["CID000009", "", "", "", "", "", ""],
        ["", "", "Works X", "", "PERU", "", ""],
        ["", "=VLOOKUP(1,A1,1)", "", "", "PERU", "", ""],
        ["", "Tantalite", "Works X", "", "PERU", "", ""],
    ] {
        let (rows, remarks) = tantalum(more);
        assert_eq!(rows, [("JAPAN; CHINA".to_owned(), Interval::between(0.0, 1.0))], "{more:?}");
        assert!(more[1] == "Tantalite" || remarks.contains("row 8 has no metal"), "{remarks}");
    }
    // What stands below the list is no smelter; capitals make no other metal.
    assert_eq!(tantalum(["© 2026 Initiative", "", "", "", "", "", ""]).0[0].1, whole);
    let (rows, _) = tantalum(["", "TANTALUM", "Works X", "", "PERU", "", ""]);
    assert_eq!(rows, [("JAPAN; CHINA; PERU".to_owned(), whole)]);
    let (rows, _) = tantalum(["", "TANTALUM", "Works X", "", "Unknown", "", ""]);
    assert_eq!(rows, [("JAPAN; CHINA".to_owned(), Interval::between(0.0, 1.0))]);
}

#[test]
fn a_template_holds_from_a_day_that_can_be_read() {
    let of = |written: &str| {
        let bytes = template_on("CMRT", ["A. Company", ""], &[], &[], written);
        let document = read("t.xlsx", &bytes);
        let shares = document.rows.iter().map(|it| it.share.map_or(1.0, |it| it.low()));
        (document.rows[0].from, shares.fold(0.0, f64::max))
    };
    let day = |month, day| Day::new(2028, month, day);
    assert_eq!(of("01-Jun-2028"), (day(6, 1), 1.0));
    // Of two readings the later one.
    assert_eq!(of("03/01/2028"), (day(3, 1), 1.0));
    assert_eq!(of("01/13/2028"), (day(1, 13), 1.0));
    for unknown in ["last June", "13/13/2028", "06/28"] {
        assert_eq!(of(unknown), (None, 0.0), "{unknown}");
    }
}

#[test]
fn a_template_speaks_of_its_products_or_of_what_it_describes() {
    let subjects = |document: &EvidenceDocument| -> Vec<(String, String)> {
        let tantalum = document.rows.iter().filter(|it| it.element == "Tantalum");
        tantalum.map(|it| (it.subject.clone(), it.supplier.clone())).collect()
    };
    let of = |subject: &str, supplier: &str| (subject.to_owned(), supplier.to_owned());
    let scope = ["B. Product (or List of Products)", ""];
    let products = [["", "CAP-1", "OUR-9"], ["", "CAP-2", "CAP-2"]];
    let document = read("t.xlsx", &template_of("CMRT", scope, &[], &products));
    let expected = ["CAP-1", "OUR-9", "CAP-2"].map(|it| of(it, "Magnet Co"));
    assert_eq!(subjects(&document), expected);
    // The supplier's own number is meant where the bill does not have that of whoever asked.
    let unless = |document: &EvidenceDocument| -> Vec<String> {
        let tantalum = document.rows.iter().filter(|it| it.element == "Tantalum");
        tantalum.map(|it| it.unless.clone()).collect()
    };
    assert_eq!(unless(&document), ["OUR-9", "", ""]);
    let empty = read("t.xlsx", &template_of("CMRT", scope, &[], &[]));
    assert_eq!(subjects(&empty), []);
    assert!(empty.remarks.iter().any(|it| it.contains("the list is empty")), "{:?}", empty.remarks);
    let scope = ["C. User defined [Specify in 'Description of scope']", "all capacitors"];
    let document = read("t.xlsx", &template_of("CMRT", scope, &[], &products));
    assert_eq!(subjects(&document), [of("all capacitors", "Magnet Co")]);
    assert!(document.remarks.iter().any(|it| it.contains("says under `[about]`")), "{:?}", document.remarks);
    // Somebody says which item is meant: by what the template speaks of, or by the mineral itself.
    for (about, subject, element) in [("all capacitors", "CAP-1", "Tantalum"), ("Tantalum", "CAP-1", "")] {
        let mut problems = Vec::new();
        let typed = format!("typed_by = \"A\"\n[about]\n\"{about}\" = \"CAP-1\"\n");
        let claims = Claims::read("c.toml", &typed, &mut problems);
        let bytes = template_of("CMRT", scope, &[], &products);
        let (document, _) = read_evidence("t.xlsx", &bytes, &WORDS, Some(&claims), &Issuers::default());
        let row = document.rows.iter().rfind(|it| it.claim == "separated").unwrap();
        assert_eq!(
            (row.subject.as_str(), row.element.as_str(), row.supplier.as_str()),
            (subject, element, "")
        );
    }
    let document = read("t.xlsx", &template_of("CMRT", ["", ""], &[], &products));
    assert_eq!(subjects(&document), [of("", "")]);
}

#[test]
fn all_suppliers_were_heard_where_the_answer_is_all_of_a_hundred() {
    // What is shown as a percentage is stored as a number.
    for all in ["100%", "100 %", "100", "Yes", "Yes, 100%"] {
        assert!(is_all(all), "{all}");
    }
    for less in [
        "1",
        "1.0",
        "1%",
        "1 %",
        "1％",
        "0.1",
        ".1",
        "-1",
        "<100%",
        "~ 100 %",
        "100 ‰",
        "99%",
        "Greater than 90%",
        "",
    ] {
        assert!(!is_all(less), "{less}");
    }
}

/// A template filled in with Chinese labels, with the sheet of words that each carries. Its columns of smelters and of
/// their list have one name in Chinese; one label is a formula that failed.
fn template_in_chinese() -> Vec<u8> {
    let words: &[&[&str]] = &[
        &["", "Sheets", "Cells", "English", "中文 Chinese", "Deutsch"],
        &[
            "",
            "Declaration",
            "B1",
            "Additional Minerals Reporting Template (AMRT)",
            "额外矿物报告模板",
            "Vorlage",
        ],
        &["", "Declaration", "B2", "Company Name (*):", "公司名称 (*)：", "Firmenname (*):"],
        &["", "Declaration", "B3", "Declaration Scope or Class (*):", "申报范围或种类 (*)：", "Umfang (*):"],
        &["", "Smelter List", "B1", "Smelter Look-up (*)", "冶炼厂名称 (*)", "Schmelzhüttensuche (*)"],
        &["", "Smelter List", "C1", "Smelter Name (*)", "冶炼厂名称 (*)", "Schmelzhüttenname (*)"],
        &["", "Smelter List", "A1", "Metal (*)", "金属 (*)", "Metall (*)"],
        &[
            "",
            "Smelter List",
            "D1",
            "Smelter Country (*)",
            "冶炼厂所在国家或地区 (*)",
            "Schmelzhütten: Land (*)",
        ],
        &[
            "",
            "Smelter List",
            "E1",
            "Does 100% of the smelter’s feedstock originate from scrap?",
            "100%来自报废料？",
            "100%?",
        ],
        &["", "Smelter List", "Z2", "Yes", "是", "Ja"],
        &["", "Mine List", "A1", "Metal", "金属", "Metall"],
        &["", "Mine List", "B1", "Mine Facility (Site) Name", "矿厂名称", "Mine"],
        &["", "Mine List", "C1", "Mine Facility Country", "矿厂所在国家或地区", "Land"],
    ];
    let sheets: [(&str, &[&[&str]]); 4] = [
        (
            "Declaration",
            &[
                &["", "额外矿物报告模板"],
                &["", "公司名称 (*)：", "", "磁材公司", "", "", "", "", "", "", "", "A. Company"],
                &["", "申报范围或种类 (*)：", "", "A. Company"],
            ],
        ),
        (
            "Smelter List",
            &[
                &["金属 (*)", "冶炼厂名称 (*)", "冶炼厂名称 (*)", "=INDEX(L!D7,1)", "100%来自报废料？"],
                &["Neodymium", "Smelter not listed", "冶炼厂一", "VIET NAM", "是"],
            ],
        ),
        ("Mine List", &[&["金属", "矿厂名称", "矿厂所在国家或地区"], &["Neodymium", "矿一", "AUSTRALIA"]]),
        ("L", words),
    ];
    workbook(&sheets)
}

#[test]
fn a_template_in_another_language_says_the_same() {
    let document = read("amrt.xlsx", &template_in_chinese());
    assert_eq!(document.kind, DocumentKind::Amrt);
    assert_eq!(said(&document), [("磁材公司", "separated", "VIET NAM"), ("磁材公司", "mined", "AUSTRALIA")]);
    assert!(document.rows.iter().all(|it| it.element == "Neodymium" && it.issuer == "磁材公司"));
    let remarks = document.remarks.join("\n");
    for part in ["separated: 冶炼厂一 (VIET NAM, all of it from scrap)", "mined: 矿一 (AUSTRALIA)"] {
        assert!(remarks.contains(part), "{part} is missing in\n{remarks}");
    }
}

#[test]
fn a_bare_one_is_no_share_of_the_suppliers_where_no_format_says_so() {
    let of = |heard: &str| {
        let scope = ["A. Company", ""];
        let title = "Extended Minerals Reporting Template (EMRT)";
        let document = read("t.xlsx", &template_said((title, scope), &[], &[], ("2026-03-01", heard)));
        let separated =
            |it: &&crate::bill::rows::EvidenceRow| it.element == "Tantalum" && it.claim == "separated";
        let row = document.rows.iter().find(separated).unwrap().clone();
        (row.share, row.note, document.remarks.join("\n"))
    };
    for all in ["#1%", "#100", "100%"] {
        assert_eq!(of(all).0, Some(Interval::exactly(1.0)), "{all}");
    }
    let open = ["#1", "1", "#100%", "#0.01%", "#0.99%"];
    assert!(open.iter().all(|it| of(it).0 == Interval::between(0.0, 1.0)));
    assert!(["#1", "1"].iter().all(|it| of(it).1.contains("1, which no format shows as a percentage: 1 %")));
    assert!(of("#1%").2.contains("Tantalum (Ta): 100 %"));
}
