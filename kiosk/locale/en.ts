<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="en_GB">
<context>
    <name>Assent</name>
    <message>
        <source>Name of the medical worker who heard it</source>
        <translation>Name of the medical worker who heard it</translation>
    </message>
    <message>
        <source>Surname, name and patronymic.</source>
        <translation>Surname, name and patronymic.</translation>
    </message>
    <message>
        <source>Please type the name of the worker.</source>
        <translation>Please type the name of the worker.</translation>
    </message>
    <message>
        <source>Draw something here</source>
        <translation>Draw something here</translation>
    </message>
    <message>
        <source>A name, a cross, a sun: anything.</source>
        <translation>A name, a cross, a sun: anything.</translation>
    </message>
    <message>
        <source>Please let the child draw in the white field first.</source>
        <translation>Please let the child draw in the white field first.</translation>
    </message>
    <message>
        <source>Please let the child come to the screen, and read it together.</source>
        <translation>Please let the child come to the screen, and read it together.</translation>
    </message>
    <message>
        <source>The child answers. For a child who is too small or unwell, choose the last answer.</source>
        <translation>The child answers. For a child who is too small or unwell, choose the last answer.</translation>
    </message>
    <message>
        <source>Please choose one of the three answers.</source>
        <translation>Please choose one of the three answers.</translation>
    </message>
    <message>
        <source>Then nobody is filmed: the document will say “I do not agree”.</source>
        <translation>Then nobody is filmed: the document will say “I do not agree”.</translation>
    </message>
    <message>
        <source>How does the child say yes?</source>
        <translation>How does the child say yes?</translation>
    </message>
    <message>
        <source>Please choose one.</source>
        <translation>Please choose one.</translation>
    </message>
    <message>
        <source>Read on</source>
        <translation>Read on</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Yes</translation>
    </message>
    <message>
        <source>No</source>
        <translation>No</translation>
    </message>
    <message>
        <source>Does not answer</source>
        <translation>Does not answer</translation>
    </message>
    <message>
        <source>Aloud: I heard it</source>
        <translation>Aloud: I heard it</translation>
    </message>
    <message>
        <source>Aloud: a medical worker heard it</source>
        <translation>Aloud: a medical worker heard it</translation>
    </message>
    <message>
        <source>The child draws on the screen</source>
        <translation>The child draws on the screen</translation>
    </message>
    <message>
        <source>The drawing is kept. A new one takes its place.</source>
        <translation>The drawing is kept. A new one takes its place.</translation>
    </message>
    <message>
        <source>The child draws here with a finger</source>
        <translation>The child draws here with a finger</translation>
    </message>
    <message>
        <source>Field for the child’s drawing</source>
        <translation>Field for the child’s drawing</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Clear</translation>
    </message>
</context>
<context>
    <name>Authority</name>
    <message>
        <source>Which document confirms it?</source>
        <translation>Which document confirms it?</translation>
    </message>
    <message>
        <source>Only its kind, number and date are kept. No copy or photograph of it is made.</source>
        <translation>Only its kind, number and date are kept. No copy or photograph of it is made.</translation>
    </message>
    <message>
        <source>Please choose one.</source>
        <translation>Please choose one.</translation>
    </message>
    <message>
        <source>Number of the document</source>
        <translation>Number of the document</translation>
    </message>
    <message>
        <source>As it is printed there, letters too.</source>
        <translation>As it is printed there, letters too.</translation>
    </message>
    <message>
        <source>Please type the number.</source>
        <translation>Please type the number.</translation>
    </message>
    <message>
        <source>Date of the document</source>
        <translation>Date of the document</translation>
    </message>
    <message>
        <source>Day, month, year: 8 digits.</source>
        <translation>Day, month, year: 8 digits.</translation>
    </message>
    <message>
        <source>There is no such day, or it is still to come. Please look again.</source>
        <translation>There is no such day, or it is still to come. Please look again.</translation>
    </message>
    <message>
        <source>Please type day, month and year.</source>
        <translation>Please type day, month and year.</translation>
    </message>
    <message>
        <source>Birth certificate</source>
        <translation>Birth certificate</translation>
    </message>
    <message>
        <source>Adoption decision</source>
        <translation>Adoption decision</translation>
    </message>
    <message>
        <source>Order of guardianship or trusteeship</source>
        <translation>Order of guardianship or trusteeship</translation>
    </message>
    <message>
        <source>Court decision</source>
        <translation>Court decision</translation>
    </message>
    <message>
        <source>Power of attorney</source>
        <translation>Power of attorney</translation>
    </message>
    <message>
        <source>Other document</source>
        <translation>Other document</translation>
    </message>
</context>
<context>
    <name>Block</name>
    <message>
        <source>Before:</source>
        <translation>Before:</translation>
    </message>
    <message>
        <source>Now:</source>
        <translation>Now:</translation>
    </message>
    <message>
        <source>New:</source>
        <translation>New:</translation>
    </message>
    <message>
        <source>No longer there:</source>
        <translation>No longer there:</translation>
    </message>
    <message>
        <source>A page written by hand</source>
        <translation>A page written by hand</translation>
    </message>
</context>
<context>
    <name>Changes</name>
    <message>
        <source>In this language nothing has changed.</source>
        <translation>In this language nothing has changed.</translation>
    </message>
    <message>
        <source>What has changed since the text of %1</source>
        <translation>What has changed since the text of %1</translation>
    </message>
    <message>
        <source>What has changed since version %1</source>
        <translation>What has changed since version %1</translation>
    </message>
    <message>
        <source>Words that were taken out are struck through, new words are underlined.</source>
        <translation>Words that were taken out are struck through, new words are underlined.</translation>
    </message>
    <message>
        <source>Back to the text</source>
        <translation>Back to the text</translation>
    </message>
    <message>
        <source>Read on</source>
        <translation>Read on</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>I signed an earlier text</source>
        <translation>I signed an earlier text</translation>
    </message>
</context>
<context>
    <name>Choices</name>
    <message>
        <source>Question %1 of %2</source>
        <translation>Question %1 of %2</translation>
    </message>
    <message>
        <source>Whatever you choose, the patient’s blood is drawn all the same.</source>
        <translation>Whatever you choose, the patient’s blood is drawn all the same.</translation>
    </message>
    <message>
        <source>Whatever you choose, your contract, pay and position stay the same.</source>
        <translation>Whatever you choose, your contract, pay and position stay the same.</translation>
    </message>
    <message>
        <source>Whatever you choose, your blood is drawn all the same.</source>
        <translation>Whatever you choose, your blood is drawn all the same.</translation>
    </message>
    <message>
        <source>Please choose one of the two answers.</source>
        <translation>Please choose one of the two answers.</translation>
    </message>
    <message>
        <source>I agree</source>
        <translation>I agree</translation>
    </message>
    <message>
        <source>I do not agree</source>
        <translation>I do not agree</translation>
    </message>
</context>
<context>
    <name>Companion</name>
    <message>
        <source>Only the patient decides about filming, or the patient’s parent or other legal representative.</source>
        <translation>Only the patient decides about filming, or the patient’s parent or other legal representative.</translation>
    </message>
    <message>
        <source>Is the patient here, and decides alone? Let them come to the screen. You may help them to read.</source>
        <translation>Is the patient here, and decides alone? Let them come to the screen. You may help them to read.</translation>
    </message>
    <message>
        <source>Is none of them here? Please tell the medical worker. The blood is drawn all the same, and without consent the patient is not filmed.</source>
        <translation>Is none of them here? Please tell the medical worker. The blood is drawn all the same, and without consent the patient is not filmed.</translation>
    </message>
    <message>
        <source>You cannot sign for another person here</source>
        <translation>You cannot sign for another person here</translation>
    </message>
    <message>
        <source>To the beginning</source>
        <translation>To the beginning</translation>
    </message>
    <message>
        <source>Read on</source>
        <translation>Read on</translation>
    </message>
</context>
<context>
    <name>Contract</name>
    <message>
        <source>Number of the contract</source>
        <translation>Number of the contract</translation>
    </message>
    <message>
        <source>This consent belongs to the employment contract and is a document apart from it. It may be refused.</source>
        <translation>This consent belongs to the employment contract and is a document apart from it. It may be refused.</translation>
    </message>
    <message>
        <source>Please type the number.</source>
        <translation>Please type the number.</translation>
    </message>
    <message>
        <source>Date of the contract: day, month, year</source>
        <translation>Date of the contract: day, month, year</translation>
    </message>
    <message>
        <source>Day, month, year: 8 digits.</source>
        <translation>Day, month, year: 8 digits.</translation>
    </message>
    <message>
        <source>Please type day, month and year.</source>
        <translation>Please type day, month and year.</translation>
    </message>
    <message>
        <source>Hired on: day, month, year</source>
        <translation>Hired on: day, month, year</translation>
    </message>
    <message>
        <source>Who was hired before %1 is asked by this supplement to the contract. It may be refused.</source>
        <translation>Who was hired before %1 is asked by this supplement to the contract. It may be refused.</translation>
    </message>
    <message>
        <source>Hired later, a worker is asked at the contract itself: go back, and choose the consent at the contract.</source>
        <translation>Hired later, a worker is asked at the contract itself: go back, and choose the consent at the contract.</translation>
    </message>
    <message>
        <source>There is no such day. Please look again.</source>
        <translation>There is no such day. Please look again.</translation>
    </message>
</context>
<context>
    <name>Coreview</name>
    <message>
        <source>The patient reads it, too. If something is wrong, go back.</source>
        <translation>The patient reads it, too. If something is wrong, go back.</translation>
    </message>
</context>
<context>
    <name>DigitPlaces</name>
    <message>
        <source>Digits typed: %1</source>
        <translation>Digits typed: %1</translation>
    </message>
</context>
<context>
    <name>Done</name>
    <message>
        <source>Thank you. It is saved.</source>
        <translation>Thank you. It is saved.</translation>
    </message>
    <message>
        <source>Thank you. The withdrawal is saved.</source>
        <translation>Thank you. The withdrawal is saved.</translation>
    </message>
    <message>
        <source>There is nothing else to do. You may agree again whenever you like.</source>
        <translation>There is nothing else to do. You may agree again whenever you like.</translation>
    </message>
    <message>
        <source>There is nothing else to do. The medical worker will call you.</source>
        <translation>There is nothing else to do. The medical worker will call you.</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>It could not be printed. Please ask for a paper copy at the reception desk; everything is saved.</source>
        <translation>It could not be printed. Please ask for a paper copy at the reception desk; everything is saved.</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>One moment…</translation>
    </message>
    <message>
        <source>Your copy is being printed</source>
        <translation>Your copy is being printed</translation>
    </message>
    <message>
        <source>Print my copy</source>
        <translation>Print my copy</translation>
    </message>
    <message>
        <source>QR code of your document</source>
        <translation>QR code of your document</translation>
    </message>
    <message>
        <source>Number of your document</source>
        <translation>Number of your document</translation>
    </message>
    <message>
        <source>If you like, take a photograph of it. It lets you check that your document is kept. Ask for a copy at the reception desk.</source>
        <translation>If you like, take a photograph of it. It lets you check that your document is kept. Ask for a copy at the reception desk.</translation>
    </message>
</context>
<context>
    <name>Failed</name>
    <message>
        <source>It was not saved</source>
        <translation>It was not saved</translation>
    </message>
    <message>
        <source>Everything you entered is still here. Please try again, or ask the medical worker for a paper form.</source>
        <translation>Everything you entered is still here. Please try again, or ask the medical worker for a paper form.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Try again</translation>
    </message>
</context>
<context>
    <name>Handover</name>
    <message>
        <source>Please let the patient come to the screen: %1</source>
        <translation>Please let the patient come to the screen: %1</translation>
    </message>
    <message>
        <source>Without the patient’s own signature nothing is permitted. Whoever agrees sees the document once more, and signs it.</source>
        <translation>Without the patient’s own signature nothing is permitted. Whoever agrees sees the document once more, and signs it.</translation>
    </message>
    <message>
        <source>Now the patient signs, too</source>
        <translation>Now the patient signs, too</translation>
    </message>
    <message>
        <source>Do you sign as well?</source>
        <translation>Do you sign as well?</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>I agree, and sign</source>
        <translation>I agree, and sign</translation>
    </message>
    <message>
        <source>Read on</source>
        <translation>Read on</translation>
    </message>
    <message>
        <source>I do not agree</source>
        <translation>I do not agree</translation>
    </message>
</context>
<context>
    <name>Handwriting</name>
    <message>
        <source>Write by hand</source>
        <translation>Write by hand</translation>
    </message>
    <message>
        <source>Page %1 of %2</source>
        <translation>Page %1 of %2</translation>
    </message>
    <message>
        <source>Write with your finger or a pen. Your page stays exactly as you write it.</source>
        <translation>Write with your finger or a pen. Your page stays exactly as you write it.</translation>
    </message>
    <message>
        <source>This page is full. Please go on on another page.</source>
        <translation>This page is full. Please go on on another page.</translation>
    </message>
    <message>
        <source>All pages are full. Please finish here, or go on on paper.</source>
        <translation>All pages are full. Please finish here, or go on on paper.</translation>
    </message>
    <message>
        <source>Nothing is written yet. Please write on the page, or go back to typing.</source>
        <translation>Nothing is written yet. Please write on the page, or go back to typing.</translation>
    </message>
    <message>
        <source>Please write on this page first.</source>
        <translation>Please write on this page first.</translation>
    </message>
    <message>
        <source>Page to write on</source>
        <translation>Page to write on</translation>
    </message>
    <message>
        <source>Take back a stroke</source>
        <translation>Take back a stroke</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Clear</translation>
    </message>
    <message>
        <source>Previous page</source>
        <translation>Previous page</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>Next page</translation>
    </message>
    <message>
        <source>Add a page</source>
        <translation>Add a page</translation>
    </message>
</context>
<context>
    <name>HealthRows</name>
    <message>
        <source>checked</source>
        <translation>checked</translation>
    </message>
    <message>
        <source>not checked since the restart</source>
        <translation>not checked since the restart</translation>
    </message>
    <message>
        <source>never checked</source>
        <translation>never checked</translation>
    </message>
    <message>
        <source>Waiting to be sent: %1</source>
        <translation>Waiting to be sent: %1</translation>
    </message>
    <message>
        <source>Oldest waiting: %1</source>
        <translation>Oldest waiting: %1</translation>
    </message>
    <message>
        <source>Last contact with the library: %1</source>
        <translation>Last contact with the library: %1</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>none yet</translation>
    </message>
    <message>
        <source>Clock: %1</source>
        <translation>Clock: %1</translation>
    </message>
    <message>
        <source>Certificate, days left: %1</source>
        <translation>Certificate, days left: %1</translation>
    </message>
    <message>
        <source>Free space: %1 GB</source>
        <translation>Free space: %1 GB</translation>
    </message>
    <message>
        <source>Refused by the library: %1</source>
        <translation>Refused by the library: %1</translation>
    </message>
    <message>
        <source>%1 min ago</source>
        <translation>%1 min ago</translation>
    </message>
    <message>
        <source>%1 h ago</source>
        <translation>%1 h ago</translation>
    </message>
    <message>
        <source>%1 days ago</source>
        <translation>%1 days ago</translation>
    </message>
</context>
<context>
    <name>Identify</name>
    <message>
        <source>Type your IIN</source>
        <translation>Type your IIN</translation>
    </message>
    <message>
        <source>Type the patient’s IIN</source>
        <translation>Type the patient’s IIN</translation>
    </message>
    <message>
        <source>12 digits. They are on your identity card.</source>
        <translation>12 digits. They are on your identity card.</translation>
    </message>
    <message>
        <source>12 digits. They are on the patient’s identity card or birth certificate.</source>
        <translation>12 digits. They are on the patient’s identity card or birth certificate.</translation>
    </message>
    <message>
        <source>This number is not right. Please compare it with the document.</source>
        <translation>This number is not right. Please compare it with the document.</translation>
    </message>
    <message>
        <source>This number is not right. Please compare it with your identity card.</source>
        <translation>This number is not right. Please compare it with your identity card.</translation>
    </message>
    <message>
        <source>Please look at the number once more: its date of birth is unusual. If it is right, press “Next”.</source>
        <translation>Please look at the number once more: its date of birth is unusual. If it is right, press “Next”.</translation>
    </message>
    <message>
        <source>Please type all 12 digits.</source>
        <translation>Please type all 12 digits.</translation>
    </message>
    <message>
        <source>There is no IIN</source>
        <translation>There is no IIN</translation>
    </message>
    <message>
        <source>I have no IIN</source>
        <translation>I have no IIN</translation>
    </message>
</context>
<context>
    <name>Information</name>
    <message>
        <source>Page %1 of %2</source>
        <translation>Page %1 of %2</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>Read on</source>
        <translation>Read on</translation>
    </message>
    <message>
        <source>What has changed since last time?</source>
        <translation>What has changed since last time?</translation>
    </message>
</context>
<context>
    <name>Keypad</name>
    <message>
        <source>Delete the last digit</source>
        <translation>Delete the last digit</translation>
    </message>
</context>
<context>
    <name>Languages</name>
    <message>
        <source>English</source>
        <translation>English</translation>
    </message>
    <message>
        <source>Eng</source>
        <translation>Eng</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>Welcome</translation>
    </message>
    <message>
        <source>This belongs to employment contract No. %1 of %2.</source>
        <translation>This belongs to employment contract No. %1 of %2.</translation>
    </message>
    <message>
        <source>This is a supplement to employment contract No. %1 of %2. Hired on %3.</source>
        <translation>This is a supplement to employment contract No. %1 of %2. Hired on %3.</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>Begin</translation>
    </message>
</context>
<context>
    <name>Listed</name>
    <message>
        <source>Is this you?</source>
        <translation>Is this you?</translation>
    </message>
    <message>
        <source>This is a supplement to your employment contract. It is a document apart from it, and may be refused.</source>
        <translation>This is a supplement to your employment contract. It is a document apart from it, and may be refused.</translation>
    </message>
    <message>
        <source>Yes, this is me</source>
        <translation>Yes, this is me</translation>
    </message>
    <message>
        <source>Read on</source>
        <translation>Read on</translation>
    </message>
    <message>
        <source>No</source>
        <translation>No</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Number, its last digits</source>
        <translation>Number, its last digits</translation>
    </message>
    <message>
        <source>Employment contract</source>
        <translation>Employment contract</translation>
    </message>
    <message>
        <source>No. %1 of %2</source>
        <translation>No. %1 of %2</translation>
    </message>
    <message>
        <source>Hired on</source>
        <translation>Hired on</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>This code is not known here. Nothing was changed: please type your IIN.</source>
        <translation>This code is not known here. Nothing was changed: please type your IIN.</translation>
    </message>
    <message>
        <source>Your referral was read. Please type or scan your IIN too.</source>
        <translation>Your referral was read. Please type or scan your IIN too.</translation>
    </message>
    <message>
        <source>Are you still here?</source>
        <translation>Are you still here?</translation>
    </message>
    <message numerus="yes">
        <source>To keep your answers private, this screen will be cleared in %n second(s).</source>
        <translation>
            <numerusform>To keep your answers private, this screen will be cleared in %n second.</numerusform>
            <numerusform>To keep your answers private, this screen will be cleared in %n seconds.</numerusform>
        </translation>
    </message>
    <message>
        <source>I need more time</source>
        <translation>I need more time</translation>
    </message>
    <message>
        <source>Clear and leave</source>
        <translation>Clear and leave</translation>
    </message>
    <message>
        <source>Stop here?</source>
        <translation>Stop here?</translation>
    </message>
    <message>
        <source>Nothing will be signed, and everything you entered will be cleared.</source>
        <translation>Nothing will be signed, and everything you entered will be cleared.</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Go on</translation>
    </message>
</context>
<context>
    <name>Minor</name>
    <message>
        <source>By the date of birth, the patient is not old enough to sign alone.</source>
        <translation>By the date of birth, the patient is not old enough to sign alone.</translation>
    </message>
    <message>
        <source>Is a legal representative here? Let them go on at this screen: everything you have typed stays.</source>
        <translation>Is a legal representative here? Let them go on at this screen: everything you have typed stays.</translation>
    </message>
    <message>
        <source>Is nobody here? Please tell the medical worker. The blood is drawn all the same, and without consent the patient is not filmed.</source>
        <translation>Is nobody here? Please tell the medical worker. The blood is drawn all the same, and without consent the patient is not filmed.</translation>
    </message>
    <message>
        <source>A parent or other legal representative signs</source>
        <translation>A parent or other legal representative signs</translation>
    </message>
    <message>
        <source>The representative is here</source>
        <translation>The representative is here</translation>
    </message>
    <message>
        <source>Read on</source>
        <translation>Read on</translation>
    </message>
</context>
<context>
    <name>More</name>
    <message>
        <source>More answers</source>
        <translation>More answers</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Nothing to decide here. Please just read it.</source>
        <translation>Nothing to decide here. Please just read it.</translation>
    </message>
    <message>
        <source>I understand</source>
        <translation>I understand</translation>
    </message>
    <message>
        <source>Read on</source>
        <translation>Read on</translation>
    </message>
</context>
<context>
    <name>OnPaper</name>
    <message>
        <source>One moment…</source>
        <translation>One moment…</translation>
    </message>
    <message>
        <source>Print the document again</source>
        <translation>Print the document again</translation>
    </message>
    <message>
        <source>Print the document</source>
        <translation>Print the document</translation>
    </message>
    <message>
        <source>Then sign it with a pen.</source>
        <translation>Then sign it with a pen.</translation>
    </message>
    <message>
        <source>Photograph the next page</source>
        <translation>Photograph the next page</translation>
    </message>
    <message>
        <source>Photograph a page</source>
        <translation>Photograph a page</translation>
    </message>
    <message>
        <source>Page %1</source>
        <translation>Page %1</translation>
    </message>
    <message>
        <source>Taken. Touch to look at it.</source>
        <translation>Taken. Touch to look at it.</translation>
    </message>
    <message>
        <source>How would you like to sign?</source>
        <translation>How would you like to sign?</translation>
    </message>
    <message>
        <source>Sign on paper</source>
        <translation>Sign on paper</translation>
    </message>
    <message>
        <source>For a mark, or a decision said aloud, a witness is needed: a medical worker, or somebody who came along.</source>
        <translation>For a mark, or a decision said aloud, a witness is needed: a medical worker, or somebody who came along.</translation>
    </message>
    <message>
        <source>Ask the medical worker for the paper form, and sign it with a pen.</source>
        <translation>Ask the medical worker for the paper form, and sign it with a pen.</translation>
    </message>
    <message>
        <source>Lay the signed pages into the scanner: they appear here by themselves.</source>
        <translation>Lay the signed pages into the scanner: they appear here by themselves.</translation>
    </message>
    <message>
        <source>Photograph every page that you signed, one after another.</source>
        <translation>Photograph every page that you signed, one after another.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>There is no signed page yet.</source>
        <translation>There is no signed page yet.</translation>
    </message>
    <message>
        <source>There is no room for more pages.</source>
        <translation>There is no room for more pages.</translation>
    </message>
    <message>
        <source>It could not be printed. Please ask the medical worker for the paper form.</source>
        <translation>It could not be printed. Please ask the medical worker for the paper form.</translation>
    </message>
    <message>
        <source>What came from the scanner could not be read. Please scan the page again, or tell the medical worker.</source>
        <translation>What came from the scanner could not be read. Please scan the page again, or tell the medical worker.</translation>
    </message>
    <message>
        <source>The scanner cannot be reached. Please tell the medical worker, or sign another way.</source>
        <translation>The scanner cannot be reached. Please tell the medical worker, or sign another way.</translation>
    </message>
    <message>
        <source>With my signature on the screen</source>
        <translation>With my signature on the screen</translation>
    </message>
    <message>
        <source>A cross or a dot</source>
        <translation>A cross or a dot</translation>
    </message>
    <message>
        <source>I cannot draw: I say it aloud</source>
        <translation>I cannot draw: I say it aloud</translation>
    </message>
    <message>
        <source>More pages</source>
        <translation>More pages</translation>
    </message>
    <message>
        <source>Sign another way</source>
        <translation>Sign another way</translation>
    </message>
</context>
<context>
    <name>Other</name>
    <message>
        <source>Which document does the patient have?</source>
        <translation>Which document does the patient have?</translation>
    </message>
    <message>
        <source>Which document do you have?</source>
        <translation>Which document do you have?</translation>
    </message>
    <message>
        <source>Its number stands in place of the IIN. No copy or photograph of it is made.</source>
        <translation>Its number stands in place of the IIN. No copy or photograph of it is made.</translation>
    </message>
    <message>
        <source>Please choose one.</source>
        <translation>Please choose one.</translation>
    </message>
    <message>
        <source>Number of the document</source>
        <translation>Number of the document</translation>
    </message>
    <message>
        <source>As it is printed there, letters too.</source>
        <translation>As it is printed there, letters too.</translation>
    </message>
    <message>
        <source>Please type the number.</source>
        <translation>Please type the number.</translation>
    </message>
    <message>
        <source>The patient’s date of birth</source>
        <translation>The patient’s date of birth</translation>
    </message>
    <message>
        <source>Your date of birth</source>
        <translation>Your date of birth</translation>
    </message>
    <message>
        <source>Day, month, year: 8 digits.</source>
        <translation>Day, month, year: 8 digits.</translation>
    </message>
    <message>
        <source>Day, month, year: 8 digits. If you do not know it, leave it empty.</source>
        <translation>Day, month, year: 8 digits. If you do not know it, leave it empty.</translation>
    </message>
    <message>
        <source>There is no such day, or it is still to come. Please look again.</source>
        <translation>There is no such day, or it is still to come. Please look again.</translation>
    </message>
    <message>
        <source>Please type day, month and year.</source>
        <translation>Please type day, month and year.</translation>
    </message>
    <message>
        <source>Passport</source>
        <translation>Passport</translation>
    </message>
    <message>
        <source>Residence permit</source>
        <translation>Residence permit</translation>
    </message>
    <message>
        <source>Birth certificate</source>
        <translation>Birth certificate</translation>
    </message>
    <message>
        <source>Other document</source>
        <translation>Other document</translation>
    </message>
</context>
<context>
    <name>OwnWords</name>
    <message>
        <source>In your own words</source>
        <translation>In your own words</translation>
    </message>
    <message>
        <source>This text says that you withdraw consent. Keep it as it is, or touch it to change it.</source>
        <translation>This text says that you withdraw consent. Keep it as it is, or touch it to change it.</translation>
    </message>
    <message>
        <source>This text fits your answers. Keep it as it is, or touch it to change it.</source>
        <translation>This text fits your answers. Keep it as it is, or touch it to change it.</translation>
    </message>
    <message>
        <source>Sign on paper</source>
        <translation>Sign on paper</translation>
    </message>
    <message>
        <source>Write my own</source>
        <translation>Write my own</translation>
    </message>
    <message>
        <source>Back to the pages by hand</source>
        <translation>Back to the pages by hand</translation>
    </message>
    <message>
        <source>Write by hand</source>
        <translation>Write by hand</translation>
    </message>
    <message>
        <source>Back to the ready text</source>
        <translation>Back to the ready text</translation>
    </message>
</context>
<context>
    <name>Page</name>
    <message>
        <source>Next</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Back</translation>
    </message>
</context>
<context>
    <name>PersonName</name>
    <message>
        <source>Your name</source>
        <translation>Your name</translation>
    </message>
    <message>
        <source>The patient’s name</source>
        <translation>The patient’s name</translation>
    </message>
    <message>
        <source>Surname, name and patronymic, as on your identity card.</source>
        <translation>Surname, name and patronymic, as on your identity card.</translation>
    </message>
    <message>
        <source>Surname, name and patronymic, as in the document.</source>
        <translation>Surname, name and patronymic, as in the document.</translation>
    </message>
    <message>
        <source>Please type your name.</source>
        <translation>Please type your name.</translation>
    </message>
    <message>
        <source>Please type the patient’s name.</source>
        <translation>Please type the patient’s name.</translation>
    </message>
</context>
<context>
    <name>Photo</name>
    <message>
        <source>Lay the page before the camera</source>
        <translation>Lay the page before the camera</translation>
    </message>
    <message>
        <source>The page is seen. Hold still, and take the picture.</source>
        <translation>The page is seen. Hold still, and take the picture.</translation>
    </message>
    <message>
        <source>Lay it flat, alone and whole inside the frame, on something darker.</source>
        <translation>Lay it flat, alone and whole inside the frame, on something darker.</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>One moment…</translation>
    </message>
    <message>
        <source>Take the picture</source>
        <translation>Take the picture</translation>
    </message>
    <message>
        <source>The camera is not there. Please tell the medical worker, or sign another way: nothing you entered is lost.</source>
        <translation>The camera is not there. Please tell the medical worker, or sign another way: nothing you entered is lost.</translation>
    </message>
    <message>
        <source>The camera has stopped. Please tell the medical worker, or sign another way: nothing you entered is lost.</source>
        <translation>The camera has stopped. Please tell the medical worker, or sign another way: nothing you entered is lost.</translation>
    </message>
    <message>
        <source>The camera sees nothing but black. Is something lying on it?</source>
        <translation>The camera sees nothing but black. Is something lying on it?</translation>
    </message>
    <message>
        <source>What the camera sees</source>
        <translation>What the camera sees</translation>
    </message>
    <message>
        <source>One moment, the camera is starting…</source>
        <translation>One moment, the camera is starting…</translation>
    </message>
</context>
<context>
    <name>Phrases</name>
    <message>
        <source>Please note: %1</source>
        <translation>Please note: %1</translation>
    </message>
    <message>
        <source>%1, button</source>
        <translation>%1, button</translation>
    </message>
    <message>
        <source>%1, chosen</source>
        <translation>%1, chosen</translation>
    </message>
    <message>
        <source>%1, not chosen</source>
        <translation>%1, not chosen</translation>
    </message>
    <message>
        <source>%1, field to type in</source>
        <translation>%1, field to type in</translation>
    </message>
    <message>
        <source>%1, erased</source>
        <translation>%1, erased</translation>
    </message>
    <message>
        <source>space</source>
        <translation>space</translation>
    </message>
    <message>
        <source>hyphen</source>
        <translation>hyphen</translation>
    </message>
    <message>
        <source>full stop</source>
        <translation>full stop</translation>
    </message>
    <message>
        <source>hard sign</source>
        <translation>hard sign</translation>
    </message>
    <message>
        <source>soft sign</source>
        <translation>soft sign</translation>
    </message>
</context>
<context>
    <name>Questions</name>
    <message>
        <source>Question %1 of %2</source>
        <translation>Question %1 of %2</translation>
    </message>
</context>
<context>
    <name>ReadingBar</name>
    <message>
        <source>Read again</source>
        <translation>Read again</translation>
    </message>
    <message>
        <source>Usual speed</source>
        <translation>Usual speed</translation>
    </message>
    <message>
        <source>Slower</source>
        <translation>Slower</translation>
    </message>
    <message>
        <source>Quieter</source>
        <translation>Quieter</translation>
    </message>
    <message>
        <source>Louder</source>
        <translation>Louder</translation>
    </message>
    <message>
        <source>This screen cannot read aloud now. Please ask the medical worker to read to you.</source>
        <translation>This screen cannot read aloud now. Please ask the medical worker to read to you.</translation>
    </message>
</context>
<context>
    <name>Representative</name>
    <message>
        <source>Name of the legal representative</source>
        <translation>Name of the legal representative</translation>
    </message>
    <message>
        <source>Surname, name and patronymic, as on your identity card.</source>
        <translation>Surname, name and patronymic, as on your identity card.</translation>
    </message>
    <message>
        <source>Please type your name.</source>
        <translation>Please type your name.</translation>
    </message>
    <message>
        <source>What are you to the patient?</source>
        <translation>What are you to the patient?</translation>
    </message>
    <message>
        <source>Please choose one.</source>
        <translation>Please choose one.</translation>
    </message>
    <message>
        <source>Parent</source>
        <translation>Parent</translation>
    </message>
    <message>
        <source>Adoptive parent</source>
        <translation>Adoptive parent</translation>
    </message>
    <message>
        <source>Guardian</source>
        <translation>Guardian</translation>
    </message>
    <message>
        <source>Trustee</source>
        <translation>Trustee</translation>
    </message>
    <message>
        <source>Other legal representative</source>
        <translation>Other legal representative</translation>
    </message>
</context>
<context>
    <name>Review</name>
    <message>
        <source>Is everything right?</source>
        <translation>Is everything right?</translation>
    </message>
    <message>
        <source>This is your document. If something is wrong, go back and change it.</source>
        <translation>This is your document. If something is wrong, go back and change it.</translation>
    </message>
    <message>
        <source>Everything is right</source>
        <translation>Everything is right</translation>
    </message>
    <message>
        <source>One moment, the document is being prepared.</source>
        <translation>One moment, the document is being prepared.</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>One moment…</translation>
    </message>
</context>
<context>
    <name>Scopes</name>
    <message>
        <source>What do you withdraw?</source>
        <translation>What do you withdraw?</translation>
    </message>
    <message>
        <source>Choose one or more. What was agreed to earlier is not shown here.</source>
        <translation>Choose one or more. What was agreed to earlier is not shown here.</translation>
    </message>
    <message>
        <source>Please choose at least one.</source>
        <translation>Please choose at least one.</translation>
    </message>
    <message>
        <source>Choose all</source>
        <translation>Choose all</translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>Scan it again</source>
        <translation>Scan it again</translation>
    </message>
    <message>
        <source>Take it again</source>
        <translation>Take it again</translation>
    </message>
    <message>
        <source>The picture is black. Is something lying on the camera?</source>
        <translation>The picture is black. Is something lying on the camera?</translation>
    </message>
    <message>
        <source>It is too dark. Please turn the page to the light.</source>
        <translation>It is too dark. Please turn the page to the light.</translation>
    </message>
    <message>
        <source>No whole page is seen. Please lay it flat inside the frame, on something darker.</source>
        <translation>No whole page is seen. Please lay it flat inside the frame, on something darker.</translation>
    </message>
    <message>
        <source>The edge of the page is cut off. Please lay it wholly inside the frame.</source>
        <translation>The edge of the page is cut off. Please lay it wholly inside the frame.</translation>
    </message>
    <message>
        <source>The page is too small in the picture. Please bring it nearer.</source>
        <translation>The page is too small in the picture. Please bring it nearer.</translation>
    </message>
    <message>
        <source>The light shines on the page. Please turn it a little, or shade it.</source>
        <translation>The light shines on the page. Please turn it a little, or shade it.</translation>
    </message>
    <message>
        <source>The page seems to be empty. Please turn it over.</source>
        <translation>The page seems to be empty. Please turn it over.</translation>
    </message>
    <message>
        <source>The letters are blurred. Please hold the page still, and take it again.</source>
        <translation>The letters are blurred. Please hold the page still, and take it again.</translation>
    </message>
    <message>
        <source>Page %1</source>
        <translation>Page %1</translation>
    </message>
    <message>
        <source>Can everything be read?</source>
        <translation>Can everything be read?</translation>
    </message>
    <message>
        <source>This picture cannot be used</source>
        <translation>This picture cannot be used</translation>
    </message>
    <message>
        <source>Look for your signature and at the small letters. Touch the page to see it larger.</source>
        <translation>Look for your signature and at the small letters. Touch the page to see it larger.</translation>
    </message>
    <message>
        <source>Yes, keep it</source>
        <translation>Yes, keep it</translation>
    </message>
    <message>
        <source>Show the whole page</source>
        <translation>Show the whole page</translation>
    </message>
    <message>
        <source>Show the page larger</source>
        <translation>Show the page larger</translation>
    </message>
    <message>
        <source>Take it out</source>
        <translation>Take it out</translation>
    </message>
    <message>
        <source>Turn it</source>
        <translation>Turn it</translation>
    </message>
</context>
<context>
    <name>Sign</name>
    <message>
        <source>How would you like to sign?</source>
        <translation>How would you like to sign?</translation>
    </message>
    <message>
        <source>Say your decision aloud</source>
        <translation>Say your decision aloud</translation>
    </message>
    <message>
        <source>Sign here</source>
        <translation>Sign here</translation>
    </message>
    <message>
        <source>Make your mark</source>
        <translation>Make your mark</translation>
    </message>
    <message>
        <source>The patient signs here</source>
        <translation>The patient signs here</translation>
    </message>
    <message>
        <source>For a mark, or a decision said aloud, a witness is needed: a medical worker, or somebody who came along.</source>
        <translation>For a mark, or a decision said aloud, a witness is needed: a medical worker, or somebody who came along.</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>Sign</translation>
    </message>
    <message>
        <source>I said it</source>
        <translation>I said it</translation>
    </message>
    <message>
        <source>Read on</source>
        <translation>Read on</translation>
    </message>
    <message>
        <source>Please make a cross or a dot in the white field first.</source>
        <translation>Please make a cross or a dot in the white field first.</translation>
    </message>
    <message>
        <source>Please sign with your finger in the white field first.</source>
        <translation>Please sign with your finger in the white field first.</translation>
    </message>
    <message>
        <source>Sign another way</source>
        <translation>Sign another way</translation>
    </message>
    <message>
        <source>Sign with your finger on this line</source>
        <translation>Sign with your finger on this line</translation>
    </message>
    <message>
        <source>A cross or a dot on this line</source>
        <translation>A cross or a dot on this line</translation>
    </message>
    <message>
        <source>Field for your signature</source>
        <translation>Field for your signature</translation>
    </message>
    <message>
        <source>Say aloud, so that the witness hears it:</source>
        <translation>Say aloud, so that the witness hears it:</translation>
    </message>
    <message>
        <source>“I know what this document says. It is my decision.”</source>
        <translation>“I know what this document says. It is my decision.”</translation>
    </message>
    <message>
        <source>Witness: %1</source>
        <translation>Witness: %1</translation>
    </message>
    <message>
        <source>With my signature</source>
        <translation>With my signature</translation>
    </message>
    <message>
        <source>A cross or a dot</source>
        <translation>A cross or a dot</translation>
    </message>
    <message>
        <source>I cannot draw: I say it aloud</source>
        <translation>I cannot draw: I say it aloud</translation>
    </message>
    <message>
        <source>On paper, with a pen</source>
        <translation>On paper, with a pen</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Clear</translation>
    </message>
</context>
<context>
    <name>Signing</name>
    <message>
        <source>One moment…</source>
        <translation>One moment…</translation>
    </message>
    <message>
        <source>Your document is being sealed and saved.</source>
        <translation>Your document is being sealed and saved.</translation>
    </message>
</context>
<context>
    <name>Spelling</name>
    <message>
        <source>abc</source>
        <translation>abc</translation>
    </message>
    <message>
        <source>def</source>
        <translation>def</translation>
    </message>
    <message>
        <source>ghi</source>
        <translation>ghi</translation>
    </message>
    <message>
        <source>jkl</source>
        <translation>jkl</translation>
    </message>
    <message>
        <source>mno</source>
        <translation>mno</translation>
    </message>
    <message>
        <source>pqrs</source>
        <translation>pqrs</translation>
    </message>
    <message>
        <source>tuv</source>
        <translation>tuv</translation>
    </message>
    <message>
        <source>wxyz</source>
        <translation>wxyz</translation>
    </message>
</context>
<context>
    <name>StaffBatch</name>
    <message>
        <source>Supplements to contracts</source>
        <translation>Supplements to contracts</translation>
    </message>
    <message>
        <source>Agreed: %1. In part: %2. Refused: %3. Still to ask: %4.</source>
        <translation>Agreed: %1. In part: %2. Refused: %3. Still to ask: %4.</translation>
    </message>
    <message>
        <source>Hired later, asked at the contract: %1.</source>
        <translation>Hired later, asked at the contract: %1.</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>One moment…</translation>
    </message>
    <message>
        <source>Everybody in the list has been asked.</source>
        <translation>Everybody in the list has been asked.</translation>
    </message>
    <message>
        <source>Contract No. %1</source>
        <translation>Contract No. %1</translation>
    </message>
</context>
<context>
    <name>StaffCorner</name>
    <message>
        <source>For staff</source>
        <translation>For staff</translation>
    </message>
</context>
<context>
    <name>StaffDoor</name>
    <message>
        <source>Staff code</source>
        <translation>Staff code</translation>
    </message>
    <message>
        <source>Visitors need nothing here. Touch “Back”.</source>
        <translation>Visitors need nothing here. Touch “Back”.</translation>
    </message>
    <message>
        <source>This code is not right.</source>
        <translation>This code is not right.</translation>
    </message>
    <message>
        <source>Too many wrong codes.</source>
        <translation>Too many wrong codes.</translation>
    </message>
    <message>
        <source>No code is set. On this machine: econsent-kiosk STATION --set-staff-code</source>
        <translation>No code is set. On this machine: econsent-kiosk STATION --set-staff-code</translation>
    </message>
    <message numerus="yes">
        <source>The next try is possible in %n second(s).</source>
        <translation>
            <numerusform>The next try is possible in %n second.</numerusform>
            <numerusform>The next try is possible in %n seconds.</numerusform>
        </translation>
    </message>
    <message>
        <source>Digits typed: %1</source>
        <translation>Digits typed: %1</translation>
    </message>
</context>
<context>
    <name>StaffEnrolment</name>
    <message>
        <source>Enrol a new station</source>
        <translation>Enrol a new station</translation>
    </message>
    <message>
        <source>Type the code that “econsent station invite” has printed. It holds once, and not for long.</source>
        <translation>Type the code that “econsent station invite” has printed. It holds once, and not for long.</translation>
    </message>
    <message>
        <source>Enrol</source>
        <translation>Enrol</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>One moment…</translation>
    </message>
    <message>
        <source>The station is enrolled.</source>
        <translation>The station is enrolled.</translation>
    </message>
</context>
<context>
    <name>StaffHall</name>
    <message>
        <source>Consent at the employment contract</source>
        <translation>Consent at the employment contract</translation>
    </message>
    <message>
        <source>Supplements from HR’s list</source>
        <translation>Supplements from HR’s list</translation>
    </message>
    <message>
        <source>Supplement for one worker</source>
        <translation>Supplement for one worker</translation>
    </message>
    <message>
        <source>Withdrawal by a worker</source>
        <translation>Withdrawal by a worker</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>Send now</translation>
    </message>
    <message>
        <source>Print a test page</source>
        <translation>Print a test page</translation>
    </message>
    <message>
        <source>Export the log</source>
        <translation>Export the log</translation>
    </message>
    <message>
        <source>Enrol a new station</source>
        <translation>Enrol a new station</translation>
    </message>
    <message>
        <source>Close the kiosk</source>
        <translation>Close the kiosk</translation>
    </message>
    <message>
        <source>For staff</source>
        <translation>For staff</translation>
    </message>
    <message>
        <source>To the beginning</source>
        <translation>To the beginning</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>One moment…</translation>
    </message>
    <message>
        <source>Sent: %1</source>
        <translation>Sent: %1</translation>
    </message>
    <message>
        <source>The test page is on its way to the printer.</source>
        <translation>The test page is on its way to the printer.</translation>
    </message>
    <message>
        <source>The log is saved: %1</source>
        <translation>The log is saved: %1</translation>
    </message>
    <message>
        <source>The station is enrolled.</source>
        <translation>The station is enrolled.</translation>
    </message>
</context>
<context>
    <name>TextBox</name>
    <message>
        <source>On a keypad, 2 to 9 write letters, as on a telephone. The same key again writes its next letter. 1 ends a letter, 0 is a space, the star takes back the last letter.</source>
        <translation>On a keypad, 2 to 9 write letters, as on a telephone. The same key again writes its next letter. 1 ends a letter, 0 is a space, the star takes back the last letter.</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Always at hand</source>
        <translation>Always at hand</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation>Step %1 of %2</translation>
    </message>
    <message>
        <source>Stop reading</source>
        <translation>Stop reading</translation>
    </message>
    <message>
        <source>Read aloud</source>
        <translation>Read aloud</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>Larger text</translation>
    </message>
    <message>
        <source>Higher contrast</source>
        <translation>Higher contrast</translation>
    </message>
</context>
<context>
    <name>TroubleNote</name>
    <message>
        <source>For staff</source>
        <translation>For staff</translation>
    </message>
</context>
<context>
    <name>Troubles</name>
    <message>
        <source>Something went wrong for which this kiosk has no words.</source>
        <translation>Something went wrong for which this kiosk has no words.</translation>
    </message>
    <message>
        <source>Something unforeseen happened in the program. What was asked did not happen.</source>
        <translation>Something unforeseen happened in the program. What was asked did not happen.</translation>
    </message>
    <message>
        <source>A setting in kiosk.toml is wrong. All defaults hold.</source>
        <translation>A setting in kiosk.toml is wrong. All defaults hold.</translation>
    </message>
    <message>
        <source>Mend kiosk.toml in the station’s folder; docs/kiosk.md lists the settings.</source>
        <translation>Mend kiosk.toml in the station’s folder; docs/kiosk.md lists the settings.</translation>
    </message>
    <message>
        <source>No library is named to enrol at.</source>
        <translation>No library is named to enrol at.</translation>
    </message>
    <message>
        <source>Set library_url in kiosk.toml, and start the kiosk again.</source>
        <translation>Set library_url in kiosk.toml, and start the kiosk again.</translation>
    </message>
    <message>
        <source>The log cannot be written to the export folder.</source>
        <translation>The log cannot be written to the export folder.</translation>
    </message>
    <message>
        <source>Plug in the stick, or set export_folder in kiosk.toml to a folder that may be written.</source>
        <translation>Plug in the stick, or set export_folder in kiosk.toml to a folder that may be written.</translation>
    </message>
    <message>
        <source>The file of the staff code cannot be used.</source>
        <translation>The file of the staff code cannot be used.</translation>
    </message>
    <message>
        <source>Set the code anew: econsent-kiosk STATION --set-staff-code</source>
        <translation>Set the code anew: econsent-kiosk STATION --set-staff-code</translation>
    </message>
    <message>
        <source>There is no such printer.</source>
        <translation>There is no such printer.</translation>
    </message>
    <message>
        <source>The printer has no paper.</source>
        <translation>The printer has no paper.</translation>
    </message>
    <message>
        <source>Put paper in, and print again.</source>
        <translation>Put paper in, and print again.</translation>
    </message>
    <message>
        <source>Paper is stuck in the printer.</source>
        <translation>Paper is stuck in the printer.</translation>
    </message>
    <message>
        <source>Take the paper out, and print again.</source>
        <translation>Take the paper out, and print again.</translation>
    </message>
    <message>
        <source>The printer is stopped.</source>
        <translation>The printer is stopped.</translation>
    </message>
    <message>
        <source>The printer did not take the document.</source>
        <translation>The printer did not take the document.</translation>
    </message>
    <message>
        <source>The printing system stopped answering in the middle of a document.</source>
        <translation>The printing system stopped answering in the middle of a document.</translation>
    </message>
    <message>
        <source>HR’s list is not written as it must be. Nobody was asked.</source>
        <translation>HR’s list is not written as it must be. Nobody was asked.</translation>
    </message>
    <message>
        <source>Mend the list and open it again; docs/kiosk.md says how it is written.</source>
        <translation>Mend the list and open it again; docs/kiosk.md says how it is written.</translation>
    </message>
    <message>
        <source>No list is named. Nobody was asked.</source>
        <translation>No list is named. Nobody was asked.</translation>
    </message>
    <message>
        <source>Set staff_list in kiosk.toml: where HR’s medium shows it.</source>
        <translation>Set staff_list in kiosk.toml: where HR’s medium shows it.</translation>
    </message>
    <message>
        <source>The list lies in the station’s folder. Nobody was asked.</source>
        <translation>The list lies in the station’s folder. Nobody was asked.</translation>
    </message>
    <message>
        <source>Put it on a medium that HR takes along.</source>
        <translation>Put it on a medium that HR takes along.</translation>
    </message>
    <message>
        <source>The list cannot be read. Nobody was asked.</source>
        <translation>The list cannot be read. Nobody was asked.</translation>
    </message>
    <message>
        <source>Plug HR’s medium in, and open the list again.</source>
        <translation>Plug HR’s medium in, and open the list again.</translation>
    </message>
    <message>
        <source>What was decided so far cannot be read. Nobody was asked.</source>
        <translation>What was decided so far cannot be read. Nobody was asked.</translation>
    </message>
    <message>
        <source>Mend the file beside the list, or take it away.</source>
        <translation>Mend the file beside the list, or take it away.</translation>
    </message>
    <message>
        <source>The worker’s decision cannot be written beside the list. The statement is signed and safe.</source>
        <translation>The worker’s decision cannot be written beside the list. The statement is signed and safe.</translation>
    </message>
    <message>
        <source>Put HR’s medium back. This worker may be passed over in the list.</source>
        <translation>Put HR’s medium back. This worker may be passed over in the list.</translation>
    </message>
    <message>
        <source>The camera is not there.</source>
        <translation>The camera is not there.</translation>
    </message>
    <message>
        <source>The camera sends no pictures any more.</source>
        <translation>The camera sends no pictures any more.</translation>
    </message>
    <message>
        <source>The camera’s picture is black.</source>
        <translation>The camera’s picture is black.</translation>
    </message>
    <message>
        <source>Take off its cap, and look at its light.</source>
        <translation>Take off its cap, and look at its light.</translation>
    </message>
    <message>
        <source>A file from the scanner is no picture. It was left where it is.</source>
        <translation>A file from the scanner is no picture. It was left where it is.</translation>
    </message>
    <message>
        <source>Let the scanner write JPEG, PNG or TIFF.</source>
        <translation>Let the scanner write JPEG, PNG or TIFF.</translation>
    </message>
    <message>
        <source>The scanner’s folder cannot be read.</source>
        <translation>The scanner’s folder cannot be read.</translation>
    </message>
    <message>
        <source>Look at the folder that paper.folder names in kiosk.toml, and at who may read and write there.</source>
        <translation>Look at the folder that paper.folder names in kiosk.toml, and at who may read and write there.</translation>
    </message>
    <message>
        <source>A page that was read could not be removed from the scanner’s folder.</source>
        <translation>A page that was read could not be removed from the scanner’s folder.</translation>
    </message>
    <message>
        <source>Take the file away, and let the kiosk’s user write in the folder.</source>
        <translation>Take the file away, and let the kiosk’s user write in the folder.</translation>
    </message>
    <message>
        <source>This kiosk cannot read aloud: its speech engine does not answer.</source>
        <translation>This kiosk cannot read aloud: its speech engine does not answer.</translation>
    </message>
    <message>
        <source>Install speech-dispatcher and speech-dispatcher-espeak-ng, and see that a sound card is there.</source>
        <translation>Install speech-dispatcher and speech-dispatcher-espeak-ng, and see that a sound card is there.</translation>
    </message>
    <message>
        <source>The speech engine has no voice for one of the kiosk’s languages.</source>
        <translation>The speech engine has no voice for one of the kiosk’s languages.</translation>
    </message>
    <message>
        <source>Install espeak-ng, which has Kazakh, Russian and English, or provide recordings.</source>
        <translation>Install espeak-ng, which has Kazakh, Russian and English, or provide recordings.</translation>
    </message>
    <message>
        <source>A recording is not the one that was released, so it is not played; the speech engine speaks instead.</source>
        <translation>A recording is not the one that was released, so it is not played; the speech engine speaks instead.</translation>
    </message>
    <message>
        <source>Copy the recordings of this version into the station’s folder anew.</source>
        <translation>Copy the recordings of this version into the station’s folder anew.</translation>
    </message>
    <message>
        <source>The speech engine took a text and did not come to its end.</source>
        <translation>The speech engine took a text and did not come to its end.</translation>
    </message>
    <message>
        <source>See that a sound card is there, and restart speech-dispatcher.</source>
        <translation>See that a sound card is there, and restart speech-dispatcher.</translation>
    </message>
    <message>
        <source>The library’s database does not answer. What waits here is kept.</source>
        <translation>The library’s database does not answer. What waits here is kept.</translation>
    </message>
    <message>
        <source>This station was revoked at the library. What waits here is kept.</source>
        <translation>This station was revoked at the library. What waits here is kept.</translation>
    </message>
    <message>
        <source>The library does not know this station. What waits here is kept.</source>
        <translation>The library does not know this station. What waits here is kept.</translation>
    </message>
    <message>
        <source>The library cannot be reached. Nothing is lost: what waits is sent later.</source>
        <translation>The library cannot be reached. Nothing is lost: what waits is sent later.</translation>
    </message>
    <message>
        <source>Check the network, and that the library is running; it is tried again by itself.</source>
        <translation>Check the network, and that the library is running; it is tried again by itself.</translation>
    </message>
    <message>
        <source>What answers at the library’s address is not the library of this station. Nothing was handed over.</source>
        <translation>What answers at the library’s address is not the library of this station. Nothing was handed over.</translation>
    </message>
    <message>
        <source>The library’s log lacks what it once showed. Everything waits here, sealed.</source>
        <translation>The library’s log lacks what it once showed. Everything waits here, sealed.</translation>
    </message>
    <message>
        <source>The library answered with an error that this kiosk does not know. What waits here is kept.</source>
        <translation>The library answered with an error that this kiosk does not know. What waits here is kept.</translation>
    </message>
    <message>
        <source>The code is unknown, used or too old. Nothing was enrolled.</source>
        <translation>The code is unknown, used or too old. Nothing was enrolled.</translation>
    </message>
    <message>
        <source>Ask for a new code: “econsent station invite”.</source>
        <translation>Ask for a new code: “econsent station invite”.</translation>
    </message>
    <message>
        <source>The library did not let this station in. What waits here is kept.</source>
        <translation>The library did not let this station in. What waits here is kept.</translation>
    </message>
    <message>
        <source>Too much was asked of the library in a short time. What waits here is kept.</source>
        <translation>Too much was asked of the library in a short time. What waits here is kept.</translation>
    </message>
    <message>
        <source>Wait a minute, and try again.</source>
        <translation>Wait a minute, and try again.</translation>
    </message>
    <message>
        <source>The library did not take this station’s sign of life. What waits here is kept.</source>
        <translation>The library did not take this station’s sign of life. What waits here is kept.</translation>
    </message>
    <message>
        <source>Check the kiosk’s clock; if the code stays, call the privacy officer.</source>
        <translation>Check the kiosk’s clock; if the code stays, call the privacy officer.</translation>
    </message>
    <message>
        <source>The library holds another statement under the same number. Both are kept.</source>
        <translation>The library holds another statement under the same number. Both are kept.</translation>
    </message>
    <message>
        <source>The library refused what this station asked. What waits here is kept.</source>
        <translation>The library refused what this station asked. What waits here is kept.</translation>
    </message>
    <message>
        <source>The library’s log could not be proven. Everything waits here, sealed.</source>
        <translation>The library’s log could not be proven. Everything waits here, sealed.</translation>
    </message>
    <message>
        <source>What the library says of its log cannot be read. Everything waits here, sealed.</source>
        <translation>What the library says of its log cannot be read. Everything waits here, sealed.</translation>
    </message>
    <message>
        <source>A sealed envelope is damaged. It was not opened.</source>
        <translation>A sealed envelope is damaged. It was not opened.</translation>
    </message>
    <message>
        <source>An envelope is sealed for another library. It is kept here.</source>
        <translation>An envelope is sealed for another library. It is kept here.</translation>
    </message>
    <message>
        <source>This is not a code: it has 16 letters and digits. Nothing was enrolled.</source>
        <translation>This is not a code: it has 16 letters and digits. Nothing was enrolled.</translation>
    </message>
    <message>
        <source>Compare it with what was printed, and type it again.</source>
        <translation>Compare it with what was printed, and type it again.</translation>
    </message>
    <message>
        <source>The library’s check of a statement failed. The statement is kept here, sealed.</source>
        <translation>The library’s check of a statement failed. The statement is kept here, sealed.</translation>
    </message>
    <message>
        <source>Call whoever looks after this kiosk, and tell them the code.</source>
        <translation>Call whoever looks after this kiosk, and tell them the code.</translation>
    </message>
    <message>
        <source>Try again; if the code comes back, use paper forms and call whoever looks after this kiosk.</source>
        <translation>Try again; if the code comes back, use paper forms and call whoever looks after this kiosk.</translation>
    </message>
    <message>
        <source>Use paper forms until it is mended, and call whoever looks after this kiosk.</source>
        <translation>Use paper forms until it is mended, and call whoever looks after this kiosk.</translation>
    </message>
    <message>
        <source>Call the privacy officer at once, and tell them the code.</source>
        <translation>Call the privacy officer at once, and tell them the code.</translation>
    </message>
    <message>
        <source>Tell the code to whoever looks after the library.</source>
        <translation>Tell the code to whoever looks after the library.</translation>
    </message>
    <message>
        <source>Enrol the station again; until then use paper forms.</source>
        <translation>Enrol the station again; until then use paper forms.</translation>
    </message>
    <message>
        <source>Use paper forms. The folder needs “econsent fsck”, and its last good copy.</source>
        <translation>Use paper forms. The folder needs “econsent fsck”, and its last good copy.</translation>
    </message>
    <message>
        <source>Check the library’s address; if the library was replaced, enrol the station again.</source>
        <translation>Check the library’s address; if the library was replaced, enrol the station again.</translation>
    </message>
    <message>
        <source>The last good forms stay in use. Tell the code to whoever releases the forms.</source>
        <translation>The last good forms stay in use. Tell the code to whoever releases the forms.</translation>
    </message>
    <message>
        <source>Look at the printer. Its queue is named in kiosk.toml, and “lpstat -l -p” tells how it stands.</source>
        <translation>Look at the printer. Its queue is named in kiosk.toml, and “lpstat -l -p” tells how it stands.</translation>
    </message>
    <message>
        <source>Look at the camera’s plug, and at paper.camera in kiosk.toml.</source>
        <translation>Look at the camera’s plug, and at paper.camera in kiosk.toml.</translation>
    </message>
    <message>
        <source>The disk is nearly full. Everything saved so far is safe.</source>
        <translation>The disk is nearly full. Everything saved so far is safe.</translation>
    </message>
    <message>
        <source>Free some space; until then use paper forms.</source>
        <translation>Free some space; until then use paper forms.</translation>
    </message>
    <message>
        <source>The disk cannot be written. What was saved before is unchanged.</source>
        <translation>The disk cannot be written. What was saved before is unchanged.</translation>
    </message>
    <message>
        <source>Check the disk’s free space, and who may write in the folder.</source>
        <translation>Check the disk’s free space, and who may write in the folder.</translation>
    </message>
    <message>
        <source>The station’s folder, or a file in it, is not there.</source>
        <translation>The station’s folder, or a file in it, is not there.</translation>
    </message>
    <message>
        <source>Check the folder’s name and its disk; a new kiosk is enrolled first.</source>
        <translation>Check the folder’s name and its disk; a new kiosk is enrolled first.</translation>
    </message>
    <message>
        <source>The station’s folder, or a file in it, belongs to another user.</source>
        <translation>The station’s folder, or a file in it, belongs to another user.</translation>
    </message>
    <message>
        <source>Start the kiosk as the user to whom the folder belongs.</source>
        <translation>Start the kiosk as the user to whom the folder belongs.</translation>
    </message>
    <message>
        <source>Another program works in the station’s folder. It goes on undisturbed.</source>
        <translation>Another program works in the station’s folder. It goes on undisturbed.</translation>
    </message>
    <message>
        <source>Close the other program: one folder serves one program.</source>
        <translation>Close the other program: one folder serves one program.</translation>
    </message>
    <message>
        <source>Something in the station’s folder is damaged. It was not touched.</source>
        <translation>Something in the station’s folder is damaged. It was not touched.</translation>
    </message>
    <message>
        <source>There is already a station in this folder. It was not touched.</source>
        <translation>There is already a station in this folder. It was not touched.</translation>
    </message>
    <message>
        <source>A new station needs a new folder.</source>
        <translation>A new station needs a new folder.</translation>
    </message>
    <message>
        <source>The station’s folder cannot be used. Nothing in it was changed.</source>
        <translation>The station’s folder cannot be used. Nothing in it was changed.</translation>
    </message>
    <message>
        <source>The station’s key, or the passphrase that opens it, is not there. Nothing was signed.</source>
        <translation>The station’s key, or the passphrase that opens it, is not there. Nothing was signed.</translation>
    </message>
    <message>
        <source>The station’s key does not open with this passphrase. It was not touched.</source>
        <translation>The station’s key does not open with this passphrase. It was not touched.</translation>
    </message>
    <message>
        <source>This kiosk is not enrolled as a station yet.</source>
        <translation>This kiosk is not enrolled as a station yet.</translation>
    </message>
    <message>
        <source>Enrol it with a code from the library: “econsent station invite”.</source>
        <translation>Enrol it with a code from the library: “econsent station invite”.</translation>
    </message>
    <message>
        <source>Another device signs as this station, or its folder was copied. What waits here is kept.</source>
        <translation>Another device signs as this station, or its folder was copied. What waits here is kept.</translation>
    </message>
    <message>
        <source>The station’s certificate has expired. Everything signed so far is safe.</source>
        <translation>The station’s certificate has expired. Everything signed so far is safe.</translation>
    </message>
    <message>
        <source>A certificate is not one of the organisation that this station belongs to. Nothing was believed.</source>
        <translation>A certificate is not one of the organisation that this station belongs to. Nothing was believed.</translation>
    </message>
    <message>
        <source>A certificate is not written as it must be. Nothing was believed.</source>
        <translation>A certificate is not written as it must be. Nothing was believed.</translation>
    </message>
    <message>
        <source>A signed message cannot be read. Nothing was believed.</source>
        <translation>A signed message cannot be read. Nothing was believed.</translation>
    </message>
    <message>
        <source>A signature does not fit what it signs. Nothing was believed.</source>
        <translation>A signature does not fit what it signs. Nothing was believed.</translation>
    </message>
    <message>
        <source>A file of a form was changed, or did not come whole. It is not shown.</source>
        <translation>A file of a form was changed, or did not come whole. It is not shown.</translation>
    </message>
    <message>
        <source>A file of the forms is missing, or one too many is there.</source>
        <translation>A file of the forms is missing, or one too many is there.</translation>
    </message>
    <message>
        <source>A form is not written as it must be. It is not shown.</source>
        <translation>A form is not written as it must be. It is not shown.</translation>
    </message>
    <message>
        <source>A form lacks a text that is needed here. Nothing was signed.</source>
        <translation>A form lacks a text that is needed here. Nothing was signed.</translation>
    </message>
    <message>
        <source>This station does not have the form that is asked for. Nothing was signed.</source>
        <translation>This station does not have the form that is asked for. Nothing was signed.</translation>
    </message>
    <message>
        <source>The library shows fewer or other forms than before. The station goes on with those it has.</source>
        <translation>The library shows fewer or other forms than before. The station goes on with those it has.</translation>
    </message>
    <message>
        <source>The statement could not be made from what was entered. Nothing was signed.</source>
        <translation>The statement could not be made from what was entered. Nothing was signed.</translation>
    </message>
    <message>
        <source>The document could not be made. Nothing was signed.</source>
        <translation>The document could not be made. Nothing was signed.</translation>
    </message>
    <message>
        <source>What was asked cannot be done in this way. Nothing was changed.</source>
        <translation>What was asked cannot be done in this way. Nothing was changed.</translation>
    </message>
</context>
<context>
    <name>Unready</name>
    <message>
        <source>This screen cannot take signatures now</source>
        <translation>This screen cannot take signatures now</translation>
    </message>
    <message>
        <source>Nothing was entered and nothing is lost. Please ask the medical worker for a paper form: it counts just the same.</source>
        <translation>Nothing was entered and nothing is lost. Please ask the medical worker for a paper form: it counts just the same.</translation>
    </message>
    <message>
        <source>To the beginning</source>
        <translation>To the beginning</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Try again</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>One moment…</source>
        <translation>One moment…</translation>
    </message>
</context>
<context>
    <name>Who</name>
    <message>
        <source>Who are you?</source>
        <translation>Who are you?</translation>
    </message>
    <message>
        <source>Filming in the blood-draw room needs your decision. You may agree or not agree: your blood is drawn all the same.</source>
        <translation>Filming in the blood-draw room needs your decision. You may agree or not agree: your blood is drawn all the same.</translation>
    </message>
    <message>
        <source>I am the patient</source>
        <translation>I am the patient</translation>
    </message>
    <message>
        <source>I am the patient’s parent or legal representative</source>
        <translation>I am the patient’s parent or legal representative</translation>
    </message>
    <message>
        <source>I want to withdraw consent</source>
        <translation>I want to withdraw consent</translation>
    </message>
    <message>
        <source>I am accompanying somebody</source>
        <translation>I am accompanying somebody</translation>
    </message>
</context>
<context>
    <name>Whose</name>
    <message>
        <source>Whose consent do you withdraw?</source>
        <translation>Whose consent do you withdraw?</translation>
    </message>
    <message>
        <source>You need not say why. Nothing changes about the care.</source>
        <translation>You need not say why. Nothing changes about the care.</translation>
    </message>
    <message>
        <source>My own</source>
        <translation>My own</translation>
    </message>
    <message>
        <source>That of the person I represent</source>
        <translation>That of the person I represent</translation>
    </message>
</context>
<context>
    <name>Witness</name>
    <message>
        <source>A witness is another adult who is here now: a medical worker, or somebody who came along. Please ask them to come to the screen.</source>
        <translation>A witness is another adult who is here now: a medical worker, or somebody who came along. Please ask them to come to the screen.</translation>
    </message>
    <message>
        <source>The witness confirms: “The person said this decision aloud, of their own free will. I heard it myself.”</source>
        <translation>The witness confirms: “The person said this decision aloud, of their own free will. I heard it myself.”</translation>
    </message>
    <message>
        <source>The witness confirms: “The person made the mark on the screen with their own hand, of their own free will. I saw it myself.”</source>
        <translation>The witness confirms: “The person made the mark on the screen with their own hand, of their own free will. I saw it myself.”</translation>
    </message>
    <message>
        <source>Then the document is shown once more, with the name of the witness.</source>
        <translation>Then the document is shown once more, with the name of the witness.</translation>
    </message>
    <message>
        <source>A witness is needed</source>
        <translation>A witness is needed</translation>
    </message>
    <message>
        <source>Name of the witness</source>
        <translation>Name of the witness</translation>
    </message>
    <message>
        <source>Surname, name and patronymic.</source>
        <translation>Surname, name and patronymic.</translation>
    </message>
    <message>
        <source>Please type the name of the witness.</source>
        <translation>Please type the name of the witness.</translation>
    </message>
    <message>
        <source>I am the witness</source>
        <translation>I am the witness</translation>
    </message>
    <message>
        <source>Read on</source>
        <translation>Read on</translation>
    </message>
    <message>
        <source>I confirm</source>
        <translation>I confirm</translation>
    </message>
</context>
</TS>
