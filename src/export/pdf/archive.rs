//! What makes the file an archive file, PDF/A-2a (ISO 19005-2), that everyone can read, PDF/UA-1
//! (ISO 14289-1): it says in XMP what it is, and
//! what its colours mean. Faces, content and the rest have their own rules, kept where they are
//! written.

use lopdf::{Document, Object, ObjectId, Stream, StringFormat, dictionary};

use crate::zh;

/// sRGB, made by `assets/icc/make.py`.
const SRGB: &[u8] = include_bytes!("../../../assets/icc/srgb.icc");
const SRGB_NAME: &str = "sRGB IEC61966-2.1";

/// PDF/A wants a schema that it does not know itself described: that of `pdfuaid`.
const EXTENSION: &str = "<rdf:Description rdf:about=\"\" \
xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" \
xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" \
xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>PDF/UA version identifier</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>";

/// The metadata stream. No dates: the same document gives the same bytes, and a date that is
/// not there cannot disagree with another.
pub(super) fn metadata(title: &str, author: &str, producer: &str) -> Stream {
    let [title, author, producer] = [title, author, producer].map(escaped);
    let creator = if author.is_empty() {
        String::new()
    } else {
        format!("<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>\n")
    };
    let text = format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>
<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">
<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" \
xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>
{creator}<dc:language><rdf:Bag><rdf:li>zh-CN</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{producer}</pdf:Producer>
</rdf:Description>
{EXTENSION}
</rdf:RDF></x:xmpmeta>
<?xpacket end=\"r\"?>"
    );
    // Not compressed, so that what knows no PDF can find it.
    Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, text.into_bytes())
}

/// Text without what XML 1.0 has no place for; PDF could hold it, but both must say the same.
pub(super) fn plain(text: &str) -> String {
    zh::shown(&text.replace(['\n', '\t'], " ")).into_owned()
}

fn escaped(text: &str) -> String {
    plain(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The intent that says what colours mean: black, here, but it has to be said.
pub(super) fn output_intent(pdf: &mut Document) -> ObjectId {
    let name = || Object::String(SRGB_NAME.into(), StringFormat::Literal);
    let profile = pdf.add_object(Stream::new(dictionary! { "N" => 3 }, SRGB.to_vec()));
    pdf.add_object(dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => name(),
        "Info" => name(),
        "DestOutputProfile" => profile,
    })
}
