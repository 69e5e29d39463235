//! Events in XML: they say what the same events in JSON say, in each version, and what could be read in two ways is refused.

use proptest::prelude::*;

use super::events::{document, event, together};
use super::{read, said};
use crate::bill::papers::{DocumentKind, Issuers, read_evidence};
use crate::bill::tests::WORDS;

/// The namespaces that the tests use.
const SPACES: &str = r#"xmlns:epcis="urn:epcglobal:epcis:xsd:2" xmlns:cbvmda="urn:epcglobal:cbv:mda" xmlns:v="urn:vendor"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance""#;
const LOT: &str = "<ilmd><cbvmda:countryOfOrigin>JP</cbvmda:countryOfOrigin></ilmd>";

/// A document of events in XML.
fn xml(events: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<epcis:EPCISDocument {SPACES} schemaVersion=\"2.0\">\
         <EPCISBody><EventList>{events}</EventList></EPCISBody></epcis:EPCISDocument>"
    )
}

/// The event of [`event`] in XML: `base` stands before what is its own, `more` after it.
fn made(base: &str, action: &str, more: &str) -> String {
    format!(
        "<ObjectEvent><eventTime>2026-06-12T08:30:00Z</eventTime>{base}<epcList><epc>MG-7</epc></epcList>\
         <action>{action}</action>{more}</ObjectEvent>"
    )
}

/// What is wrong with a document in XML.
fn wrong(text: &str) -> String {
    let (found, problems) = read_evidence("e.xml", text.as_bytes(), &WORDS, None, &Issuers::default());
    assert_eq!((found.rows.len(), problems.len()), (0, 1), "{text}: {problems:?}");
    problems[0].to_string()
}

#[test]
fn events_in_xml_say_what_the_same_events_in_json_say() {
    let json = r#"{"type": "EPCISDocument", "epcisBody": {"eventList": [
        {"type": "ObjectEvent", "eventTime": "2026-06-12T08:30:00Z", "action": "ADD", "epcList": ["urn:a", "urn:b"],
         "quantityList": [{"epcClass": "urn:lot", "quantity": 200, "uom": "KGM"}],
         "sourceList": [{"type": "location", "source": "urn:place"}, {"type": "owning_party", "source": "urn:party"}],
         "ilmd": {"cbvmda:countryOfOrigin": ["JP", "CN"]}},
        {"type": "TransformationEvent", "eventTime": "2026-06-13T08:30:00+09:00", "inputEPCList": ["urn:b"],
         "outputQuantityList": [{"epcClass": "urn:c"}], "ilmd": {"v:countryOfOrigin": "MY"}},
        {"type": "AggregationEvent", "eventTime": "2026-06-14", "childEPCs": ["urn:c"], "action": "ADD"}]}}"#;
    let later = r#"<sourceList><source type="urn:epcglobal:cbv:sdt:location">urn:place</source>
        <source type="urn:epcglobal:cbv:sdt:owning_party">urn:party</source></sourceList><ilmd>
        <cbvmda:countryOfOrigin xsi:type="xsd:string"> JP </cbvmda:countryOfOrigin><!-- and -->
        <cbvmda:countryOfOrigin list="ISO"><![CDATA[CN]]></cbvmda:countryOfOrigin></ilmd>"#;
    let object = |older: bool| {
        let more = format!(
            "<quantityList><quantityElement><epcClass>urn:lot</epcClass><quantity>200</quantity><uom>KGM</uom>\
             </quantityElement></quantityList>{later}"
        );
        let more = if older { format!("<extension>{more}</extension>") } else { more };
        made("", "ADD", &more).replace("<epc>MG-7</epc>", "<epc>urn:a</epc>\n<epc>urn:<!-- -->b</epc>")
    };
    let transformed = r#"<TransformationEvent><eventTime>2026-06-13T08:30:00+09:00</eventTime>
        <inputEPCList><epc>urn:b</epc></inputEPCList><outputQuantityList><quantityElement><epcClass>urn:c</epcClass>
        </quantityElement></outputQuantityList><ilmd><countryOfOrigin xmlns="urn:vendor">MY</countryOfOrigin></ilmd>
        </TransformationEvent>"#;
    let joined = "<AggregationEvent><eventTime>2026-06-14</eventTime><childEPCs><epc>urn:c</epc></childEPCs>\
        <action>ADD</action></AggregationEvent>";
    let newer = xml(&format!("{}{transformed}{joined}", object(false)));
    let inside = transformed.replace("<ilmd>", "<ilmd><extension>").replace("</ilmd>", "</extension></ilmd>");
    let older = xml(&format!("{}<extension>{inside}</extension>{joined}", object(true)));
    let deeper = older
        .replace("<extension><Tr", "<extension><extension><Tr")
        .replace("</TransformationEvent></extension>", "</TransformationEvent></extension></extension>");
    let spaced =
        newer.replace("<epcis:", "<e:").replace("</epcis:", "</e:").replace("xmlns:epcis", "xmlns:e");
    let bare = newer.replace("<epcis:", "<").replace("</epcis:", "</").replace("xmlns:epcis", "xmlns");
    let expected = read("e.json", json.as_bytes());
    assert_eq!(expected.rows.len(), 7);
    for text in [newer, older, deeper, spaced, bare] {
        let mut found = read("e.json", text.as_bytes());
        assert_eq!(found.kind, DocumentKind::Epcis);
        assert_eq!((found.rows[0].line, found.rows[0].issuer.as_str()), (3, "urn:party"), "{text}");
        for (row, same) in found.rows.iter_mut().zip(&expected.rows) {
            row.line = same.line;
            row.document.clone_from(&same.document);
        }
        assert_eq!(found.rows, expected.rows, "{text}");
        assert_eq!(found.remarks, expected.remarks);
    }
}

#[test]
fn an_event_is_withdrawn_in_either_form() {
    let id = "<eventID>urn:uuid:1</eventID>";
    let error = "<errorDeclaration><reason>urn:epcglobal:cbv:er:did_not_occur</reason></errorDeclaration>";
    let error_json = r#""errorDeclaration": {"reason": "did_not_occur"},"#;
    let id_json = r#""eventID": "urn:uuid:1","#;
    let said_in_json = document(&event(id_json, r#""JP""#));
    let said_in_xml = xml(&made(id, "ADD", LOT));
    let declared_in_json = document(&event(&format!("{id_json}{error_json}"), r#""JP""#));
    let declared = xml(&made(&format!("{id}{error}"), "ADD", ""));
    let older = xml(&made(&format!("<baseExtension>{id}{error}</baseExtension>"), "ADD", ""));
    assert_eq!(together(&[said_in_json.clone(), said_in_xml.clone()]).0, ["JP", "JP"]);
    for said in [&said_in_json, &said_in_xml] {
        for declared in [&declared_in_json, &declared, &older] {
            let (places, documents) = together(&[said.clone(), declared.clone()]);
            assert_eq!(places, [""; 0], "{documents:#?}");
        }
    }
    // Without an id by what it says, in either form.
    let (bare, bare_json) = (xml(&made("", "ADD", LOT)), document(&event("", r#""JP""#)));
    let declared = xml(&made(error, "ADD", LOT));
    let declared_in_json = document(&event(error_json, r#""JP""#));
    for said in [&bare, &bare_json] {
        for declared in [&declared, &declared_in_json] {
            assert_eq!(together(&[said.clone(), declared.clone()]).0, [""; 0], "{said} {declared}");
        }
        assert_eq!(together(&[said.clone(), declared.replace("JP", "CN")]).0, ["JP"]);
    }
    // One that is nil declares nothing; what ends a thing gives nothing.
    let nil = made("<errorDeclaration xsi:nil=\"true\"/>", "ADD", LOT);
    assert_eq!(together(&[xml(&nil), xml(&made("", " DELETE ", LOT))]).0, ["JP"]);
}

#[test]
fn answers_to_queries_and_envelopes_are_read_and_other_xml_is_not() {
    let answer = |root: &str| {
        let event = made("", "ADD", LOT);
        format!(
            "<{root} {SPACES} xmlns:q=\"urn:epcglobal:epcis-query:xsd:2\" xmlns:s=\"urn:soap\"><EPCISBody><q:QueryResults>\
             <queryName>ObjectEvent</queryName><resultsBody><EventList>{event}</EventList></resultsBody>\
             </q:QueryResults></EPCISBody></{root}>"
        )
    };
    for root in ["q:EPCISQueryDocument", "q:QueryResults", "s:Envelope"] {
        let found = read("e.xml", format!("\u{feff}\n<!-- an answer -->{}", answer(root)).as_bytes());
        assert_eq!(said(&found), [("MG-7", "made", "JP")], "{root}");
        assert_eq!(found.rows[0].line, 2 + SPACES.lines().count() - 1);
    }
    for other in
        ["<html>EPCISDocument</html>", "<ns:Envelope xmlns:ns=\"urn:soap\"/>", "<!-- EPCISDocument -->", "<"]
    {
        assert_eq!(read("e.xml", other.as_bytes()).kind, DocumentKind::Free, "{other}");
    }
    let empty = format!("<epcis:EPCISDocument {SPACES}/>");
    assert_eq!(read("e.xml", empty.as_bytes()).remarks, ["0 events, 0 of them without a country of origin"]);
}

#[test]
fn what_an_event_in_xml_may_hide_is_refused() {
    let good = xml(&made("", "ADD", LOT));
    let entity = |name: &str| good.replace("MG-7", &format!("MG-7&{name};"));
    assert_eq!(read("e.xml", entity("amp").as_bytes()).rows[0].subject, "MG-7&");
    assert_eq!(read("e.xml", entity("#65").as_bytes()).rows[0].subject, "MG-7A");
    let typed = |what: &str| good.replace("<epcis:EPCISDocument", &format!("{what}<epcis:EPCISDocument"));
    assert_eq!(read("e.xml", typed("<!DOCTYPE project>").as_bytes()).rows[0].subject, "MG-7");
    let deep = format!("{}{}", "<v:a>".repeat(200), "</v:a>".repeat(200));
    for (text, found) in [
        (typed("<!DOCTYPE a [<!ENTITY b \"c\">]>"), "a document type that defines"),
        (typed("<!DOCTYPE epcis:EPCISDocument SYSTEM \"e.dtd\">"), "a document type that defines"),
        (typed("<!DOCTYPE a PUBLIC 'b' 'c'>"), "a document type that defines"),
        (entity("b"), "the entity `&b;`"),
        (good.replace("<EventList>", "<EventList a=\"&b;\">"), "an attribute that cannot be read"),
        (good.replace("xmlns:cbvmda", "xmlns:other"), "e.xml:3: found the prefix `cbvmda`"),
        (good.replace("urn:epcglobal:epcis:xsd:2", "urn:else"), "`epcis:EPCISDocument` of another namespace"),
        (xml(&made("", "ADD</action>\n<action>DELETE", LOT)), "e.xml:4: found `action` twice in an event"),
        (xml(&made("", "ADD", &format!("{LOT}<extension>{LOT}</extension>"))), "`ilmd` twice in an event"),
        (good.replace("</epcis:EPCISDocument>", ""), "XML that breaks off"),
        (good.replace("</action>", "</actoin>"), "XML that is broken"),
        (
            format!("{good}{good}").replacen(
                "</epcis:EPCISDocument><?xml version=\"1.0\" encoding=\"UTF-8\"?>",
                "</epcis:EPCISDocument>",
                1,
            ),
            "an element after the end",
        ),
        (good.replace("<ilmd>", &format!("<ilmd>{deep}")), "elements, more or deeper in one another"),
        (
            good.replace(">JP<", "><v:capital>Tokyo</v:capital><"),
            "`cbvmda:countryOfOrigin` in which no country",
        ),
        (good.replace(">JP<", "><"), "`cbvmda:countryOfOrigin` in which no country"),
    ] {
        let told = wrong(&text);
        assert!(told.contains(found), "{found}: {told}");
    }
    // A country in an element of its own, and one that is nil.
    let object = good.replace(">JP<", "><v:countryCode>JP</v:countryCode><");
    assert_eq!(said(&read("e.xml", object.as_bytes())), [("MG-7", "made", "JP")]);
    let nil = good.replace("<cbvmda:countryOfOrigin>JP<", "<cbvmda:countryOfOrigin xsi:nil=\"1\"><");
    assert_eq!(read("e.xml", nil.as_bytes()).rows.len(), 0);
}

proptest! {
    #[test]
    fn no_xml_makes_the_reader_of_events_panic(place in any::<prop::sample::Index>(), odd in "[<>/&;:='\"!\\[\\]a\n-]{0,4}", cut in any::<prop::sample::Index>()) {
        let whole = xml(&format!("<extension>{}</extension>{}", made("", "ADD", LOT), made("<eventID/>", "DELETE", "")));
        let mut text = whole.clone();
        text.insert_str(text.floor_char_boundary(place.index(text.len())), &odd);
        read_evidence("e.xml", text.as_bytes(), &WORDS, None, &Issuers::default());
        let (from, to) = (place.index(whole.len()), cut.index(whole.len()));
        text = format!("{}{odd}{}", &whole[..whole.floor_char_boundary(from)], &whole[whole.floor_char_boundary(to)..]);
        read_evidence("e.xml", text.as_bytes(), &WORDS, None, &Issuers::default());
    }
}
