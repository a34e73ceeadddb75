package spec

// Detail is an outcome, a reason or a kind of an event, as a column holds it. The
// same word means the same with every event.
type Detail uint8

// The details that the program knows. The zero value means "not known".
const (
	NoDetail Detail = iota

	// Of a referral discussion and of an investigation.
	Investigate
	SingleAgency
	ToMeeting
	OfferSupport
	NoFurtherAction

	// Of a planning meeting and of a review.
	Register
	DoNotRegister
	Adjourned
	StayRegistered
	Deregister

	// Why a child was de-registered.
	RiskReduced
	SafeElsewhere
	MovedArea
	Turned18
	Died

	// Of a contact.
	SeenAlone
	Seen
	NotSeen

	// Kinds of a legal measure, and of the order for permanence.
	ProtectionOrder
	InterimSupervision
	CompulsorySupervision
	VoluntaryCare
	PermanenceOrder
	AdoptionOrder
	KinshipOrder

	// Kinds of a placement.
	Kinship
	Foster
	Residential
	Secure
	Adopters

	// Of a panel.
	Recommended
	NotRecommended

	// From where a child went missing.
	FromHome
	FromCare

	// Of a return discussion.
	Held
	Refused
	NotOffered
	lastDetail
)

var details = [lastDetail]string{
	Investigate: "investigate", SingleAgency: "single-agency", ToMeeting: "to-meeting", OfferSupport: "offer-support", NoFurtherAction: "no-further-action",
	Register: "register", DoNotRegister: "do-not-register", Adjourned: "adjourned", StayRegistered: "stay-registered", Deregister: "deregister",
	RiskReduced: "risk-reduced", SafeElsewhere: "safe-elsewhere", MovedArea: "moved-area", Turned18: "turned-18", Died: "died",
	SeenAlone: "seen-alone", Seen: "seen", NotSeen: "not-seen",
	ProtectionOrder: "protection-order", InterimSupervision: "interim-supervision", CompulsorySupervision: "compulsory-supervision",
	VoluntaryCare: "voluntary-care", PermanenceOrder: "permanence-order", AdoptionOrder: "adoption-order", KinshipOrder: "kinship-order",
	Kinship: "kinship", Foster: "foster", Residential: "residential", Secure: "secure", Adopters: "adopters",
	Recommended: "recommended", NotRecommended: "not-recommended",
	FromHome: "from-home", FromCare: "from-care",
	Held: "held", Refused: "refused", NotOffered: "not-offered",
}
