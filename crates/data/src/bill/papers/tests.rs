//! Papers of each kind, and what each does not say.

use coercivity_quantity::Interval;
use ed25519_dalek::{Signer as _, SigningKey};
use proptest::prelude::*;
use rust_xlsxwriter::Workbook;

use super::super::tests::WORDS;
use super::signature::tests::encoded;
use super::*;

fn read(path: &str, bytes: &[u8]) -> EvidenceDocument {
    let (document, problems) = read_evidence(path, bytes, &WORDS, None, &Issuers::default());
    assert_eq!(problems, []);
    document
}

/// The claims of a document as (subject, claim, place).
fn said(document: &EvidenceDocument) -> Vec<(&str, &str, &str)> {
    let rows = document.rows.iter();
    rows.map(|it| (it.subject.as_str(), it.claim.as_str(), it.place.as_str())).collect()
}

/// A workbook of sheets of texts; a text that begins with `=` is a formula that failed.
fn workbook(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    for (name, rows) in sheets {
        let sheet = workbook.add_worksheet().set_name(*name).unwrap();
        for (row, cells) in (0..).zip(*rows) {
            for (column, cell) in (0..).zip(*cells) {
                if cell.starts_with('=') {
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
const ANSWERS: [[&str; 6]; 15] = [
    ["", "1) Is any of it intentionally added? (*)", "", "Answer", "", "Comments"],
    ["", "Dysprosium (*)", "", "Yes", "", "in the magnets"],
    ["", "Tantalum (Ta) (*)", "", "Yes", "", ""],
    ["", "Gold (*)", "", "No", "", ""],
    [
        "",
        "6) What percentage of relevant suppliers have provided a response to your survey?",
        "",
        "Answer",
        "",
        "",
    ],
    ["", "Dysprosium (*)", "", "Greater than 90%", "", ""],
    ["", "Tantalum (Ta) (*)", "", "1", "", ""],
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
    let head = [
        ["", title, "", "", "", ""],
        ["", "Company Name (*):", "", "Magnet Co", "", ""],
        ["", "Declaration Scope or Class (*):", "", scope[0], "", ""],
        ["", "Description of Scope:", "", scope[1], "", ""],
        ["", "Effective Date (*):", "", "2026-03-01", "", ""],
    ];
    let below = [["", "Yes", "", "Yes", "", ""]];
    let declaration: Vec<&[&str]> =
        head.iter().chain(&ANSWERS).chain(&below).map(|it| it.as_slice()).collect();
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
            assert_eq!(row.from, coercivity_quantity::Day::new(2026, 3, 1));
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
        assert!(!remarks.contains("Yes: Yes"), "{remarks}");
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
        let typed = format!("[about]\n\"{about}\" = \"CAP-1\"\n");
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
fn events_give_the_origin_that_they_state() {
    let text = r#"{"type": "EPCISDocument", "epcisBody": {"eventList": [
        {"type": "ObjectEvent", "eventTime": "2026-06-12T08:30:00Z", "action": "ADD", "epcList": ["urn:a", "urn:b"],
         "sourceList": [{"type": "owning_party", "source": "urn:party"}], "ilmd": {"cbvmda:countryOfOrigin": "JP"}},
        {"type": "TransformationEvent", "eventTime": "2026-06-13T08:30:00Z", "outputQuantityList": [{"epcClass": "urn:c"}]},
        {"type": "ObjectEvent", "eventTime": "2026-06-14T08:30:00Z", "errorDeclaration": {}, "epcList": ["urn:d"],
         "ilmd": {"countryOfOrigin": "CN"}}]}}"#;
    let document = read("events.jsonld", text.as_bytes());
    assert_eq!(document.kind, DocumentKind::Epcis);
    assert_eq!(said(&document), [("urn:a", "made", "JP"), ("urn:b", "made", "JP")]);
    assert_eq!(document.rows[0].from, coercivity_quantity::Day::new(2026, 6, 12));
    assert_eq!(document.rows[0].issuer, "urn:party");
    assert!(
        document.remarks.iter().any(|it| it.contains("line 5 was declared to be in error")),
        "{document:?}"
    );
    assert!(document.remarks.iter().any(|it| it == "3 events, 1 of them without a country of origin"));
}

const PASSPORT: &str = r#"{"type": ["DigitalProductPassport", "VerifiableCredential"],
    "issuer": {"id": "did:web:magnet.example", "name": "Magnet Co"}, "validFrom": "2026-01-01T00:00:00Z",
    "validUntil": "2026-12-31T00:00:00Z", "credentialStatus": {}, "credentialSubject": {"product":
    {"id": "urn:product", "registeredId": "MG-7", "countryOfProduction": {"countryCode": "JP"}},
    "materialsProvenance": [{"name": "dysprosium", "originCountry": "CN", "massFraction": 0.02}]}"#;

#[test]
fn a_credential_without_a_signature_that_can_be_checked_is_stated() {
    for (text, note) in [
        (format!("{PASSPORT}}}"), "it carries no signature"),
        (
            format!("{PASSPORT}, \"proof\": {{\"type\": \"DataIntegrityProof\"}}}}"),
            "its signature was not checked: a proof by `DataIntegrityProof` is not one by eddsa-jcs-2022",
        ),
    ] {
        let document = read("passport.json", text.as_bytes());
        assert_eq!(document.kind, DocumentKind::Credential);
        assert_eq!(said(&document), [("MG-7", "made", "JP"), ("dysprosium", "origin", "CN")]);
        for row in &document.rows {
            assert_eq!((row.strength.as_str(), row.note.as_str()), ("stated", note));
            assert_eq!(row.until, coercivity_quantity::Day::new(2026, 12, 31));
        }
    }
}

#[test]
fn a_token_says_what_its_credential_says() {
    let token = format!(
        "{}.{}.{}",
        encoded(b"{\"alg\":\"EdDSA\"}"),
        encoded(format!("{PASSPORT}}}").as_bytes()),
        encoded(b"x")
    );
    let document = read("passport.jwt", token.as_bytes());
    assert_eq!(said(&document), [("MG-7", "made", "JP"), ("dysprosium", "origin", "CN")]);
    let missing =
        "its signature was not checked: a key of `did:web:magnet.example` was not given (--issuers)";
    assert_eq!(document.rows[0].note, missing);
    let envelope = format!(
        "{{\"type\": \"EnvelopedVerifiableCredential\", \"id\": \"data:application/vc+jwt,{token}\"}}"
    );
    assert_eq!(said(&read("passport.json", envelope.as_bytes())), said(&document));
}

#[test]
fn a_paper_is_as_strong_as_its_signature() {
    let key = SigningKey::from_bytes(&[7; 32]);
    let x = encoded(key.verifying_key().as_bytes());
    let list = format!(
        r#"{{"issuers": [{{"id": "did:web:magnet.example", "keys": [{{"kty": "OKP", "crv": "Ed25519", "x": "{x}"}}]}}]}}"#
    );
    let mut problems = Vec::new();
    let listed = Issuers::read("issuers.json", &list, &mut problems);
    assert_eq!(problems, []);
    let message =
        format!("{}.{}", encoded(b"{\"alg\":\"EdDSA\"}"), encoded(format!("{PASSPORT}}}").as_bytes()));
    let token = format!("{message}.{}", encoded(&key.sign(message.as_bytes()).to_bytes()));
    let (document, problems) = read_evidence("p.jwt", token.as_bytes(), &WORDS, None, &listed);
    assert_eq!(problems, []);
    assert_eq!(said(&document), [("MG-7", "made", "JP"), ("dysprosium", "origin", "CN")]);
    assert!(document.rows.iter().all(|it| it.strength == "verified"), "{document:?}");
    // By a key that the issuer's name holds the same text is signed; on the list it is verified.
    let name =
        format!("did:jwk:{}", encoded(format!(r#"{{"kty":"OKP","crv":"Ed25519","x":"{x}"}}"#).as_bytes()));
    let own = PASSPORT.replace("did:web:magnet.example", &name);
    let message = format!("{}.{}", encoded(b"{\"alg\":\"EdDSA\"}"), encoded(format!("{own}}}").as_bytes()));
    let own = format!("{message}.{}", encoded(&key.sign(message.as_bytes()).to_bytes()));
    let signed = read("p.jwt", own.as_bytes());
    assert!(signed.rows.iter().all(|it| it.strength == "signed"), "{signed:?}");
    // A wrong signature is a problem, and what stands above it counts for nothing.
    let damaged = token.replace(&token[token.len() - 9..], "AAAAAAAAA");
    let (document, problems) = read_evidence("p.jwt", damaged.as_bytes(), &WORDS, None, &listed);
    assert!(
        problems[0].found.contains("signature is wrong: no key of `did:web:magnet.example`"),
        "{problems:?}"
    );
    assert_eq!((problems.len(), document.rows.len()), (1, 0));
}

#[test]
fn a_free_document_says_what_somebody_typed() {
    let bytes = b"%PDF-1.7 whatever";
    let bare = read("letter.pdf", bytes);
    assert_eq!((bare.kind, bare.rows.len()), (DocumentKind::Free, 0));
    assert!(bare.remarks[0].contains("letter.pdf.claims.toml"));
    // The digest of these bytes, computed by another program.
    assert_eq!(bare.sha256, "4bd3ba05b5b1c6965a578dd5f55054e3570944bac7d3ef70ee4ad4b84509a50b");
    let typed = "typed_by = \"A. Clerk\"\n[[claim]]\nsubject = \"MG-7.Dy\"\nclaim = \"origin\"\nplace = \"CN\"\n\
        share_high = 0.05\nuntil = 2027-01-31\nissuer = \"Magnet Co\"\nstrength = \"signed\"\n";
    let mut problems = Vec::new();
    let claims = Claims::read("letter.pdf.claims.toml", typed, &mut problems);
    assert_eq!(problems, []);
    let (document, problems) = read_evidence("letter.pdf", bytes, &WORDS, Some(&claims), &Issuers::default());
    assert_eq!(problems, []);
    assert_eq!(said(&document), [("MG-7.Dy", "origin", "CN")]);
    let row = &document.rows[0];
    assert_eq!(row.share, Interval::between(0.0, 0.05));
    assert_eq!((row.note.as_str(), row.strength.as_str()), ("typed by A. Clerk", "signed"));
    let mut told = Vec::new();
    Claims::read(
        "c.toml",
        "[[claim]]\nsubject = 1\nclaim = \"origin\"\nshare_low = 2\n[about]\na = 1\n",
        &mut told,
    );
    assert_eq!(told.len(), 4, "{told:#?}");
}

#[test]
fn names_in_a_document_are_those_of_the_bill_once_somebody_said_so() {
    let mut problems = Vec::new();
    let claims = Claims::read("c.toml", "[about]\ndysprosium = \"MG-7.Dy\"\n", &mut problems);
    assert_eq!(problems, []);
    let (document, _) = read_evidence(
        "p.json",
        format!("{PASSPORT}}}").as_bytes(),
        &WORDS,
        Some(&claims),
        &Issuers::default(),
    );
    assert_eq!(said(&document)[1], ("MG-7.Dy", "origin", "CN"));
}

#[test]
fn claims_that_contradict_each_other_all_stay() {
    let text = "id,subject,claim,place,share_low,issuer,strength\nE-1,MG-7,origin,JP,0.9,A,signed\nE-2,MG-7,origin,CN,0.9,B,stated\n";
    let document = read("claims.csv", text.as_bytes());
    assert_eq!(said(&document), [("MG-7", "origin", "JP"), ("MG-7", "origin", "CN")]);
    let (_, problems) =
        read_evidence("claims.csv", b"Stufe;Teilenummer\n1;A\n", &WORDS, None, &Issuers::default());
    assert!(problems[0].found.contains("no claim"), "{problems:?}");
}

proptest! {
    #[test]
    fn no_bytes_make_the_readers_of_papers_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), ending in "(pdf|csv|json|xlsx|jwt)") {
        let (document, _) = read_evidence(&format!("p.{ending}"), &bytes, &WORDS, None, &Issuers::default());
        prop_assert_eq!(document.sha256.len(), 64);
    }

    #[test]
    fn no_json_makes_the_readers_of_papers_panic(place in any::<prop::sample::Index>(), odd in "[\\[\\]{}:,\"a0nul]{0,4}") {
        let mut text = format!("{PASSPORT}}}");
        text.insert_str(text.floor_char_boundary(place.index(text.len())), &odd);
        read_evidence("p.json", text.as_bytes(), &WORDS, None, &Issuers::default());
        let events = text.replace("VerifiableCredential", "EPCISDocument").replace("credentialSubject", "epcisBody");
        read_evidence("p.json", events.as_bytes(), &WORDS, None, &Issuers::default());
    }
}
